package io.github.modemqtt;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.modemqtt.at.AtChannel;
import io.github.modemqtt.at.AtChannelOptions;
import io.github.modemqtt.at.AtCommand;
import io.github.modemqtt.at.AtListener;
import io.github.modemqtt.at.ChannelState;
import io.github.modemqtt.at.CommandLine;
import io.github.modemqtt.at.Reply;
import io.github.modemqtt.at.ReplyShape;
import io.github.modemqtt.ecmt.EcmtConnect;
import io.github.modemqtt.ecmt.EcmtLimits;
import io.github.modemqtt.ecmt.EcmtTls;
import io.github.modemqtt.emulator.EmulatedModule;
import io.github.modemqtt.emulator.model.Chunking;
import io.github.modemqtt.emulator.model.FirmwareDelays;
import io.github.modemqtt.emulator.model.SimCard;
import io.github.modemqtt.modem.BringUpOptions;
import io.github.modemqtt.modem.GeneralCommands;
import io.github.modemqtt.modem.NetworkCommands;
import io.github.modemqtt.modem.Pin;
import io.github.modemqtt.modem.SimCommands;
import io.github.modemqtt.mqtt.ConnectOptions;
import io.github.modemqtt.mqtt.Credentials;
import io.github.modemqtt.session.ModemMqttClient;
import io.github.modemqtt.testsupport.ChunkedTransport;
import io.github.modemqtt.testsupport.RecordedModules;
import io.github.modemqtt.transcript.RecordingTransport;
import io.github.modemqtt.transcript.Redaction;
import io.github.modemqtt.transport.MemoryTransport;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random secrets, echo and cuts: nothing that is shown, thrown or written holds the secret. */
@Timeout(60)
class SecretsPropertyTest {
  private static final int SESSIONS = 25;

  /** What regular expressions, transcripts, URLs, formats and other alphabets make of it. */
  private static final String ALPHABET = "aB3 ,;:'\\$%&{}()[]*+?.|^~#@!/<>=-_\u00e9\u00df\u20ac";

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void noSecretComesOut(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < SESSIONS; i++) {
      session(random);
    }
  }

  private static String password(Random random) {
    StringBuilder password = new StringBuilder("q");
    int length = 7 + random.nextInt(24);
    while (password.length() < length) {
      password.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return password.append('z').toString();
  }

  private static void session(Random random) {
    String password = password(random);
    String pin = String.valueOf(10_000_000 + random.nextInt(90_000_000));
    Seen seen = new Seen();
    StringWriter transcript = new StringWriter();
    MemoryTransport.Pair line = MemoryTransport.pair("line");
    EmulatedModule module =
        RecordedModules.builder(line.module())
            .firmwareDelays(FirmwareDelays.NONE)
            .sim(random.nextBoolean() ? SimCard.locked("1111") : SimCard.ready())
            .chunking(
                random.nextBoolean()
                    ? Chunking.random(1, 1 + random.nextInt(12), random.nextLong())
                    : Chunking.whole())
            .build();
    module.start();
    RecordingTransport recording =
        new RecordingTransport(
            new ChunkedTransport(line.host(), 1 + random.nextInt(40)),
            transcript,
            Map.of(),
            Redaction.standard());
    try (module;
        AtChannel channel = AtChannel.open(recording, AtChannelOptions.DEFAULTS, seen)) {
      boolean echo = random.nextInt(3) > 0;
      seen.tried(channel, new GeneralCommands.SetEcho(echo));
      seen.tried(channel, new SimCommands.EnterPin(new Pin(pin)));
      AtCommand<?> connect = new EcmtConnect(0, "id", "bob", password, EcmtLimits.EC616);
      seen.tried(channel, connect);
      module.injectUrc("+NEWS: \"" + password.replaceAll("[^ -~]", "") + "\"");
      seen.tried(channel, new NetworkCommands.ReadSignalQuality());
      if (random.nextInt(8) == 0) {
        module.mute(true);
        seen.tried(channel, new Quick(connect));
      }
    }
    seen.add(module.audit());
    for (String secret : new String[] {password, password.replaceAll("[^ -~]", ""), pin}) {
      assertFalse(seen.text.indexOf(secret) >= 0, () -> secret + " is in\n" + seen.text);
      String written = transcript.toString();
      assertFalse(written.contains(secret), () -> secret + " is in\n" + written);
      String escaped = secret.replace("\\", "\\\\");
      assertFalse(written.contains(escaped), () -> secret + " is in\n" + written);
    }
    assertTrue(transcript.toString().contains("AT+ECMTCONN"), transcript.toString());
  }

  /** The same command with little patience. */
  private record Quick(AtCommand<?> command) implements AtCommand<Void> {
    @Override
    public CommandLine line() {
      return command.line();
    }

    @Override
    public ReplyShape replyShape() {
      return ReplyShape.none();
    }

    @Override
    public Duration timeout() {
      return Duration.ofMillis(30);
    }

    @Override
    public Void decode(Reply reply) {
      return null;
    }
  }

  /** All that a listener, a log and a stack trace show. */
  private static final class Seen implements AtListener {
    private final StringBuffer text = new StringBuffer();

    void add(Object shown) {
      text.append(shown).append('\n');
    }

    void tried(AtChannel channel, AtCommand<?> command) {
      add(command);
      add(command.line());
      try {
        channel.execute(command);
      } catch (ModemException e) {
        StringWriter trace = new StringWriter();
        e.printStackTrace(new PrintWriter(trace, true));
        add(trace);
        add(e.remedy());
      }
    }

    @Override
    public void onSent(long nanoTime, byte[] bytes) {
      add(new String(bytes, StandardCharsets.UTF_8));
    }

    @Override
    public void onCommand(long nanoTime, String line) {
      add(line);
    }

    @Override
    public void onLine(long nanoTime, LineKind kind, String line) {
      add(kind + " " + line);
    }

    @Override
    public void onState(long nanoTime, ChannelState state) {
      add(state);
    }

    @Override
    public void onTimeout(long nanoTime, String command, Duration waited) {
      add(command);
    }

    @Override
    public void onTrouble(long nanoTime, String what) {
      add(what);
    }
  }

  @Test
  void noTextOfAnObjectThatHoldsASecretShowsIt() {
    String secret = "c4nary";
    Credentials credentials = new Credentials("bob", secret);
    ConnectOptions options = ConnectOptions.builder("id").credentials(credentials).build();
    Pin pin = new Pin("73519204");
    Object[] holders = {
      credentials,
      options,
      pin,
      new SimCommands.EnterPin(pin),
      new SimCommands.EnterPin(pin).line(),
      BringUpOptions.DEFAULTS.withPin(pin),
      SimCard.locked("73519204"),
      new EcmtTls.Psk("c4", "me"),
      new EcmtTls.Ecc(secret),
      new EcmtConnect(0, "id", "bob", secret, EcmtLimits.EC616),
      new EcmtConnect(0, "id", "bob", secret, EcmtLimits.EC616).line(),
      ModemMqttClient.builder().credentials("bob", secret),
    };
    for (Object holder : holders) {
      String text = holder.toString();
      assertFalse(text.contains(secret) || text.contains("73519204"), text);
      assertFalse(text.contains("c4"), text);
    }
  }
}

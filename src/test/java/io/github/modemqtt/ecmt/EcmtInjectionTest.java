package io.github.modemqtt.ecmt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.modemqtt.ModemException;
import io.github.modemqtt.at.AtChannel;
import io.github.modemqtt.at.AtCommand;
import io.github.modemqtt.at.AtListener;
import io.github.modemqtt.at.DeferredCommand;
import io.github.modemqtt.at.ParameterException;
import io.github.modemqtt.mqtt.InvalidTopicException;
import io.github.modemqtt.mqtt.Qos;
import io.github.modemqtt.mqtt.TopicFilter;
import io.github.modemqtt.mqtt.TopicName;
import io.github.modemqtt.mqtt.Will;
import io.github.modemqtt.testsupport.QuickTimes;
import io.github.modemqtt.transport.MemoryTransport;
import io.github.modemqtt.transport.Transport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** No text can break out of its parameter: it is refused before a byte is written. */
@Timeout(60)
class EcmtInjectionTest {
  private static final EcmtLimits LIMITS = EcmtLimits.EC616;

  /** How a text gets into a command, and how many bytes of it the module takes. */
  private record Parameter(String name, int limit, Function<String, AtCommand<?>> command) {}

  private static final List<Parameter> PARAMETERS =
      List.of(
          new Parameter("broker host", 100, t -> new EcmtOpen(0, t, 1883, LIMITS)),
          new Parameter("client id", 48, t -> new EcmtConnect(0, t, "u", "p", LIMITS)),
          new Parameter("user name", 48, t -> new EcmtConnect(0, "c", t, "p", LIMITS)),
          new Parameter("password", 128, t -> new EcmtConnect(0, "c", "u", t, LIMITS)),
          new Parameter(
              "topic filter",
              255,
              t -> new EcmtSubscribe(0, 1, TopicFilter.of(t), Qos.AT_MOST_ONCE, LIMITS)),
          new Parameter(
              "topic filter", 255, t -> new EcmtUnsubscribe(0, 1, TopicFilter.of(t), LIMITS)),
          new Parameter(
              "topic",
              255,
              t ->
                  new EcmtPublish(
                      0, 0, Qos.AT_MOST_ONCE, false, TopicName.of(t), new byte[0], LIMITS)),
          new Parameter("will topic", 255, t -> will(t, "gone".getBytes(UTF_8))),
          new Parameter("will message", 255, t -> will("w", bytesEvenIfBroken(t))));

  /** What nobody types by chance; all else in the texts is plain, so that it can be searched. */
  private static final Map<String, String> BAD =
      Map.ofEntries(
          Map.entry("a quote", "secret\",\"x"),
          Map.entry("a carriage return", "secret\rAT+ECRST\r"),
          Map.entry("a line feed", "secret\nAT+ECRST"),
          Map.entry("NUL", "secret\0x"),
          Map.entry("a tab", "secret\tx"),
          Map.entry("Ctrl-Z", "secret\u001ax"),
          Map.entry("ESC", "secret\u001bx"),
          Map.entry("a backspace", "\bsecret"),
          Map.entry("DEL", "secret\u007f"),
          Map.entry("a high surrogate alone", "secret\ud83d"),
          Map.entry("a low surrogate alone", "\ude00secret"),
          Map.entry("nothing", ""),
          Map.entry("a leading comma", ",secret"));

  private final List<byte[]> written = new CopyOnWriteArrayList<>();
  private final List<String> shown = new CopyOnWriteArrayList<>();
  private final AtChannel channel =
      AtChannel.open(
          new RecordingTransport(MemoryTransport.pair("injection").host()),
          QuickTimes.CHANNEL,
          new AtListener() {
            @Override
            public void onCommand(long nanoTime, String line) {
              shown.add(line);
            }
          });

  @AfterEach
  void close() {
    channel.close();
  }

  static Stream<Arguments> badTexts() {
    List<Arguments> cases = new ArrayList<>();
    for (Parameter parameter : PARAMETERS) {
      BAD.forEach(
          (what, text) -> cases.add(arguments(parameter.name(), what, parameter.command(), text)));
      cases.add(
          arguments(
              parameter.name(),
              "too many bytes",
              parameter.command(),
              "secret" + "x".repeat(parameter.limit() - 5)));
      cases.add(
          arguments(
              parameter.name(),
              "too many bytes in few characters",
              parameter.command(),
              "secret" + "€".repeat(parameter.limit() / 3)));
    }
    return cases.stream();
  }

  @ParameterizedTest(name = "{0} with {1}")
  @MethodSource("badTexts")
  void isRefusedBeforeAByteIsWritten(
      String parameter, String what, Function<String, AtCommand<?>> command, String text) {
    ModemException failure =
        assertThrows(ModemException.class, () -> channel.execute(command.apply(text)));

    if (failure instanceof ParameterException refused) {
      assertEquals(parameter, refused.parameter());
      assertTrue(failure.getMessage().contains("The " + parameter + " "), failure.getMessage());
      assertFalse(failure.getMessage().contains("secret"), failure.getMessage());
    } else {
      // MQTT itself forbids it, which is found out when the topic is made
      assertInstanceOf(InvalidTopicException.class, failure);
      assertTrue(parameter.contains("topic"), parameter);
    }
    assertFalse(failure.remedy().isEmpty());
    assertTrue(written.isEmpty(), () -> written.size() + " writes");
    assertTrue(shown.isEmpty(), shown::toString);
  }

  static Stream<Arguments> longTexts() {
    return PARAMETERS.stream()
        .map(parameter -> arguments(parameter.name(), parameter.limit(), parameter.command()));
  }

  @ParameterizedTest(name = "{0} of {1} bytes")
  @MethodSource("longTexts")
  void asManyBytesAsTheModuleTakesAreTaken(
      String parameter, int limit, Function<String, AtCommand<?>> command) {
    String text = "ü".repeat(limit / 2) + "x".repeat(limit % 2);

    String line = new String(command.apply(text).line().bytes(), UTF_8);

    assertTrue(line.contains('"' + text + '"'), line);
  }

  @ParameterizedTest(name = "{0} of {1} bytes")
  @MethodSource("longTexts")
  void whatLooksLikeAnEscapeIsPlainText(
      String parameter, int limit, Function<String, AtCommand<?>> command) {
    String text = "a\\22;AT, 'x' \\r";

    String line = new String(command.apply(text).line().bytes(), UTF_8);

    assertTrue(line.contains('"' + text + '"'), line);
  }

  @Test
  void aWillThatIsNotTextIsRefused() {
    byte[] binary = {(byte) 0xC3, 0x28};

    ParameterException failure =
        assertThrows(ParameterException.class, () -> channel.execute(will("w", binary)));

    assertEquals("will message", failure.parameter());
    assertTrue(written.isEmpty());
  }

  @Test
  void noSecretIsInAnyText() {
    EcmtConnect command = new EcmtConnect(0, "dev1", "user", "hunter2", LIMITS);
    DeferredCommand<?> wrapped = new WithTimeout<>(command, Duration.ofSeconds(1));

    assertFalse(command.toString().contains("hunter2"));
    assertFalse(command.line().toString().contains("hunter2"));
    assertFalse(wrapped.toString().contains("hunter2"));
    assertTrue(command.toString().contains("dev1"));
  }

  private static EcmtConfigure will(String topic, byte[] payload) {
    return new EcmtConfigure.LastWill(
        0, new Will(TopicName.of(topic), payload, Qos.AT_MOST_ONCE, false), LIMITS);
  }

  /** Java would write a question mark for half of a surrogate pair; somebody else might not. */
  private static byte[] bytesEvenIfBroken(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean alone =
          Character.isSurrogate(c)
              && (i == 0 || i == text.length() - 1)
              && text.codePointCount(0, text.length()) == text.length();
      if (alone) {
        byte[] broken = new byte[bytes.length + 2];
        System.arraycopy(bytes, 0, broken, 0, bytes.length);
        broken[bytes.length] = (byte) 0xED;
        broken[bytes.length + 1] = (byte) 0xA0;
        return broken;
      }
    }
    return bytes;
  }

  /** Remembers what is written. */
  private final class RecordingTransport implements Transport {
    private final Transport line;

    RecordingTransport(Transport line) {
      this.line = line;
    }

    @Override
    public void open() {
      line.open();
    }

    @Override
    public int read(byte[] buffer, int offset, int length, Duration timeout) {
      return line.read(buffer, offset, length, timeout);
    }

    @Override
    public void write(byte[] data, int offset, int length) {
      written.add(data);
      line.write(data, offset, length);
    }

    @Override
    public void close() {
      line.close();
    }

    @Override
    public String name() {
      return line.name();
    }
  }
}

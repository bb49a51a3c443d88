package io.github.modemqtt.examples;

import io.github.modemqtt.broker.EmbeddedBroker;
import io.github.modemqtt.emulator.EmulatedModule;
import io.github.modemqtt.emulator.model.Fault;
import io.github.modemqtt.emulator.model.FirmwareDelays;
import io.github.modemqtt.emulator.model.ModuleProfile;
import io.github.modemqtt.testsupport.RecordedModules;
import io.github.modemqtt.transcript.RunReport;
import io.github.modemqtt.transcript.Transcript;
import io.github.modemqtt.transcript.TranscriptRun;
import io.github.modemqtt.transport.MemoryTransport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Runs a transcript against a module in software with a broker behind it.
 *
 * <p>A header {@code provoke: WHAT after START} makes something happen as soon as a line that
 * begins so was sent or has come: {@code drop-link}, {@code refuse-connect CODE} (that of the line
 * which asks for it, or a later one), {@code publish} (somebody publishes the message that the
 * transcript receives).
 */
final class EmulatedRun {
  private static final String SEPARATOR = " after ";

  private EmulatedRun() {}

  static RunReport of(Path file, EmbeddedBroker broker) {
    MemoryTransport.Pair line = MemoryTransport.pair(file.getFileName().toString());
    try (EmulatedModule module =
        RecordedModules.builder(line.module())
            .profile(ModuleProfile.EC616.withEcho(true))
            .firmwareDelays(FirmwareDelays.NONE)
            .registrationDelay(Duration.ZERO)
            .broker(broker.host(), broker.port())
            .build()) {
      module.start();
      String provoke = Transcript.read(file).header().getOrDefault("provoke", "");
      TranscriptRun run =
          TranscriptRun.ofFile(file)
              .withPauses(0)
              .withTimeout(Duration.ofSeconds(20))
              .withListener(new Provocation(provoke, what -> provoke(what, module, broker)));
      for (String placeholder : run.missingValues()) {
        run = run.withValue(placeholder, "not for the file");
      }
      return run.on(line.host());
    }
  }

  private static void provoke(String what, EmulatedModule module, EmbeddedBroker broker) {
    switch (what.split(" ")[0]) {
      case "drop-link" -> module.dropLink();
      case "refuse-connect" ->
          module.inject(new Fault.RefuseConnect(Integer.parseInt(what.split(" ")[1])));
      case "publish" -> TranscriptProgram.publishTo(broker);
      default -> throw new AssertionError("nobody knows how to provoke: " + what);
    }
  }

  /** Does something once, when a certain line has gone over the line. */
  private static final class Provocation implements TranscriptRun.Listener {
    private final String what;
    private final String start;
    private final Consumer<String> action;
    private boolean done;

    Provocation(String header, Consumer<String> action) {
      int separator = header.indexOf(SEPARATOR);
      what = separator < 0 ? "" : header.substring(0, separator);
      start = separator < 0 ? "" : header.substring(separator + SEPARATOR.length());
      done = what.isEmpty();
      this.action = action;
    }

    @Override
    public void onSent(String text) {
      seen(text);
    }

    @Override
    public void onReceived(String text) {
      seen(text);
    }

    private void seen(String text) {
      if (!done && text.startsWith(start)) {
        done = true;
        action.accept(what);
      }
    }
  }
}

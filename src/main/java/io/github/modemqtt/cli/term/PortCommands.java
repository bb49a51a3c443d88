package io.github.modemqtt.cli.term;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/** Local commands about the port, and what is recorded of it. */
final class PortCommands {
  private final PortSource source;
  private final PortKeeper keeper;
  private final Recorder recorder;
  private final Printout out;

  PortCommands(PortSource source, PortKeeper keeper, Recorder recorder, Printout out) {
    this.source = source;
    this.keeper = keeper;
    this.recorder = recorder;
    this.out = out;
  }

  List<LocalCommand> all() {
    return List.of(
        new LocalCommand(
            "/baud",
            "RATE",
            1,
            1,
            "Opens the port at another rate; the module's own rate is AT+IPR.",
            this::baud),
        new LocalCommand(
            "/reconnect", "", 0, 0, "Closes the port and opens it anew.", words -> reconnect()),
        new LocalCommand(
            "/record",
            "FILE|off",
            1,
            1,
            "Writes a transcript, without secrets, into a new file.",
            this::record));
  }

  private void baud(List<String> words) {
    source.changeRate(Numbers.parse("RATE", words.get(0)));
    keeper.openAnew();
  }

  private void reconnect() {
    keeper.openAnew();
  }

  private void record(List<String> words) {
    if (words.get(0).equals("off")) {
      stop();
      return;
    }
    Path file = Path.of(words.get(0));
    recorder.start(
        file,
        Map.of(
            "module",
            "unknown, on " + source.name(),
            "date",
            LocalDate.now(ZoneId.systemDefault()).toString()));
    out.note("recording into " + file + "; secrets are left out; /record off ends it");
  }

  private void stop() {
    Path file = recorder.stop();
    out.note(file == null ? "nothing is recorded" : "recorded into " + file);
  }
}

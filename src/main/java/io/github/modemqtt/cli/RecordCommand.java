package io.github.modemqtt.cli;

import io.github.modemqtt.transcript.RecordingTransport;
import io.github.modemqtt.transcript.Redaction;
import io.github.modemqtt.transcript.TranscriptFileException;
import io.github.modemqtt.transport.Transport;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Records what any program and a module say to each other. */
@Command(
    name = "record",
    header = "Record what a program and a module say, into a transcript.",
    description =
        "Stands between them: opens the module's port, and offers another one for the program."
            + " All bytes pass unchanged. Secrets are not written. Ctrl-C ends it.",
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  modemqtt record --modem /dev/ttyUSB0@9600 --pty ./modem odd.transcript",
      "  modemqtt pub --modem ./modem -t t/1 -m hello   (in another terminal)",
      "  modemqtt record --modem COM3 --tcp 2000 --redact 'key=(\\w+)' a.transcript"
    })
final class RecordCommand implements Callable<Integer> {
  private final Streams streams;

  @Option(
      names = "--modem",
      required = true,
      paramLabel = "TARGET",
      description = "The module, as for the other commands.")
  private String modem = "";

  @ArgGroup(multiplicity = "1")
  private PortChoice choice = new PortChoice();

  @Mixin private final RedactionOptions secrets = new RedactionOptions();

  @Option(
      names = "--module",
      paramLabel = "NAME",
      description = "What the module is, for the heading of the transcript.")
  private @Nullable String module;

  @Option(
      names = "--shows",
      paramLabel = "TEXT",
      description = "What the session shows, for the heading of the transcript.")
  private @Nullable String shows;

  @Option(names = "--overwrite", description = "Replace the file if there is one.")
  private boolean overwrite;

  @Parameters(paramLabel = "FILE", description = "The transcript.")
  private Path file = Path.of("");

  private boolean created;
  private boolean started;
  private boolean ended;

  RecordCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws Exception {
    Redaction redaction = secrets.redaction();
    ModemOptions options = new ModemOptions();
    options.modem = modem;
    try (Module device = Module.of(options)) {
      Transport line = device.newTransport();
      Map<String, String> header = header(line);
      RecordingTransport recording = new RecordingTransport(line, newFile(), header, redaction);
      return record(recording, device.isOnSerialPort());
    } finally {
      if (!started && created) {
        Files.deleteIfExists(file); // nothing was recorded, and the next attempt needs the name
      }
    }
  }

  private Map<String, String> header(Transport line) {
    Map<String, String> header = new LinkedHashMap<>();
    header.put("module", module == null ? "unknown, on " + modem : module);
    line.bitsPerSecond().ifPresent(rate -> header.put("baud", Integer.toString(rate)));
    header.put("date", LocalDate.now(ZoneId.systemDefault()).toString());
    if (shows != null) {
      header.put("shows", shows);
    }
    return header;
  }

  private Writer newFile() {
    OpenOption[] options =
        overwrite
            ? new OpenOption[0]
            : new OpenOption[] {StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE};
    try {
      Writer writer = Files.newBufferedWriter(file, options);
      created = true;
      return writer;
    } catch (FileAlreadyExistsException e) {
      throw new IllegalArgumentException(
          file + " is there already; choose another name, or give --overwrite");
    } catch (IOException e) {
      throw new TranscriptFileException("write", file, e);
    }
  }

  private int record(RecordingTransport recording, boolean onSerialPort) throws Exception {
    Traffic traffic = new Traffic(streams);
    try (recording;
        ServedPort port = choice.serve()) {
      LineBridge bridge = new LineBridge(recording, port, traffic);
      bridge.openModule();
      started = true;
      Runnable end = () -> end(bridge, traffic);
      return ExitHook.closing(end, onSerialPort, () -> carry(bridge, port, end));
    }
  }

  private int carry(LineBridge bridge, ServedPort port, Runnable end) {
    try {
      streams.say(
          "Recording " + modem + " for programs on " + port.description() + "; Ctrl-C ends it.");
      bridge.run(true);
      return ExitCode.OK;
    } finally {
      end.run();
    }
  }

  /** Whoever comes second waits for the first: the process must not end before all is written. */
  private synchronized void end(LineBridge bridge, Traffic traffic) {
    bridge.close();
    if (!ended) {
      ended = true;
      streams.say((traffic.isShown() ? "\n" : "") + traffic.summary() + " into " + file + ".");
    }
  }

  /** Counts, and shows the counts to a person. */
  private static final class Traffic implements LineBridge.Watcher {
    private static final long INTERVAL_NANOS = 500_000_000;

    private final Streams streams;
    private final AtomicLong fromProgram = new AtomicLong();
    private final AtomicLong fromModule = new AtomicLong();
    private volatile boolean shown;
    private final AtomicLong lastShown = new AtomicLong(System.nanoTime());

    Traffic(Streams streams) {
      this.streams = streams;
    }

    @Override
    public void carried(boolean byProgram, int bytes) {
      (byProgram ? fromProgram : fromModule).addAndGet(bytes);
      long now = System.nanoTime();
      long last = lastShown.get();
      if (streams.interactive()
          && now - last > INTERVAL_NANOS
          && lastShown.compareAndSet(last, now)) {
        shown = true;
        streams.err().print("\r" + summary() + " ");
        streams.err().flush();
      }
    }

    @Override
    public boolean programLeft() {
      return true;
    }

    /** Whether the cursor stands behind the counts. */
    boolean isShown() {
      return shown;
    }

    String summary() {
      return "Recorded "
          + fromProgram.get()
          + " bytes of programs and "
          + fromModule.get()
          + " bytes of the module";
    }
  }
}

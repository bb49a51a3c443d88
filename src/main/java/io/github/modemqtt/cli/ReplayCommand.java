package io.github.modemqtt.cli;

import io.github.modemqtt.transcript.ReplayMismatchException;
import io.github.modemqtt.transcript.ReplayTransport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Plays the module of a transcript to any program. */
@Command(
    name = "replay",
    header = "Play the module of a transcript to a program.",
    description =
        "Compares what the program sends byte by byte. Exit code: 0 if it did all that the"
            + " transcript holds and nothing else, 1 at the first byte that differs.",
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  modemqtt replay --pty ./modem at-scripts/bring-up.transcript",
      "  modemqtt replay --tcp 2000 --speed fast --json odd.transcript",
      "  modemqtt replay --tcp 2000 --speed x10 odd.transcript"
    })
final class ReplayCommand implements Callable<Integer> {
  private static final Pattern TIMES_AS_FAST = Pattern.compile("x(\\d{1,6}(?:\\.\\d{1,6})?)");

  private final Streams streams;

  @ArgGroup(multiplicity = "1")
  private PortChoice choice = new PortChoice();

  @Option(
      names = "--speed",
      completionCandidates = Choices.Speeds.class,
      paramLabel = "SPEED",
      defaultValue = "recorded",
      description =
          "When the module answers: recorded, fast (at once), or x10 (ten times as fast)"
              + " (default: ${DEFAULT-VALUE}).")
  private String speed = "recorded";

  @Option(
      names = "--linger",
      paramLabel = "SECONDS",
      defaultValue = "1",
      description =
          "How long to look for surplus bytes after the last step (default: ${DEFAULT-VALUE}).")
  private int lingerSeconds;

  @Option(
      names = "--reconnect",
      description = "Wait for the next connection if a program leaves too early (with --tcp).")
  private boolean reconnect;

  @Option(names = "--json", description = "Tell the result as a JSON object.")
  private boolean json;

  @Parameters(paramLabel = "FILE", description = "The transcript.")
  private Path file = Path.of("");

  ReplayCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws Exception {
    Duration linger = Seconds.notNegative("--linger", lingerSeconds);
    ReplayTransport replay = ReplayTransport.ofFile(file).withTimeScale(timeScale(speed));
    try (replay;
        ServedPort port = choice.serve()) {
      Completion progress = new Completion(replay, linger, reconnect);
      LineBridge bridge = new LineBridge(replay, port, progress);
      progress.bridge = bridge;
      return ExitHook.closing(
          bridge::close,
          false,
          () -> {
            streams.say("Replaying " + file + " on " + port.description() + "; Ctrl-C ends it.");
            return run(bridge, replay);
          });
    }
  }

  static double timeScale(String speed) {
    Matcher times = TIMES_AS_FAST.matcher(speed);
    if (speed.equals("recorded")) {
      return 1;
    }
    if (times.matches() && Double.parseDouble(times.group(1)) > 0) {
      return 1 / Double.parseDouble(times.group(1));
    }
    if (!speed.equals("fast")) {
      throw new IllegalArgumentException(
          "--speed is '" + speed + "'; it must be recorded, fast, or x and a number above 0");
    }
    return 0;
  }

  private int run(LineBridge bridge, ReplayTransport replay) {
    try {
      bridge.run(false);
      replay.verifyComplete();
    } catch (ReplayMismatchException e) {
      streams.out().println(json ? toJson(e) : e.getMessage());
      return ExitCode.FAILED;
    }
    if (json) {
      streams.out().println(new JsonObject().text("result", "complete"));
    } else {
      streams.say("The program did all that the transcript holds.");
    }
    return ExitCode.OK;
  }

  private static JsonObject toJson(ReplayMismatchException mismatch) {
    return new JsonObject()
        .text("result", "mismatch")
        .number("step", mismatch.step())
        .number("line", mismatch.line())
        .text("expected", mismatch.expected())
        .text("got", mismatch.got());
  }

  /** Ends the replay when all of it was played. */
  private static final class Completion implements LineBridge.Watcher {
    private final ReplayTransport replay;
    private final long lingerNanos;
    private final boolean reconnect;
    private volatile @Nullable LineBridge bridge;

    /** When the last step was seen to be over; 0 before. */
    private long completeSince;

    Completion(ReplayTransport replay, Duration linger, boolean reconnect) {
      this.replay = replay;
      this.lingerNanos = linger.toNanos();
      this.reconnect = reconnect;
    }

    @Override
    public void moduleIsSilent() {
      LineBridge running = bridge;
      if (running == null || !replay.isComplete()) {
        return;
      }
      long now = System.nanoTime();
      if (completeSince == 0) {
        completeSince = now;
      } else if (now - completeSince >= lingerNanos) {
        running.close();
      }
    }

    @Override
    public boolean programLeft() {
      return reconnect && !replay.isComplete();
    }
  }
}

package io.github.modemqtt.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.modemqtt.at.AtChannel;
import io.github.modemqtt.at.AtChannelOptions;
import io.github.modemqtt.at.CommandRejectedException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Sends AT commands as they are given. */
@Command(
    name = "at",
    header = "Send AT commands, and print the answers.",
    description =
        "The first command that fails ends it. Exit code: 0 all OK, 1 ERROR or +CME ERROR,"
            + " 3 no answer. Passwords, PINs and keys are masked in what is printed; other users of"
            + " this computer can see commands in the list of processes, but not those of --file.",
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  modemqtt at --modem /dev/ttyUSB0 AT+CSQ AT+CEREG?",
      "  modemqtt at --modem /dev/ttyUSB0@9600 --file at-scripts/diagnose.at",
      "  modemqtt at --modem /dev/ttyUSB0 --wait 60 AT+CEREG=1"
    })
final class AtOneShotCommand implements Callable<Integer> {
  private final Streams streams;
  private final Discretion discretion = new Discretion();

  @Mixin private final ModemOptions modem = new ModemOptions();

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "10",
      description = "How long one answer may take (default: ${DEFAULT-VALUE}).")
  private int timeoutSeconds;

  @Option(
      names = "--wait",
      paramLabel = "SECONDS",
      description = "Print what the module says for so long after the last answer.")
  private int waitSeconds;

  @Option(
      names = "--file",
      paramLabel = "FILE",
      description = "Commands, one a line; empty lines and lines with # are skipped; - is stdin.")
  private @Nullable String file;

  @Parameters(arity = "0..*", paramLabel = "COMMAND", description = "Commands, such as AT+CSQ.")
  private List<String> commands = new ArrayList<>();

  AtOneShotCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    List<RawCommand> toSend = new ArrayList<>();
    Duration timeout = Seconds.positive("--timeout", timeoutSeconds);
    Duration wait = Seconds.notNegative("--wait", waitSeconds);
    for (String command : allCommands()) {
      toSend.add(new RawCommand(command, timeout));
      discretion.sent(command);
    }
    if (toSend.isEmpty()) {
      throw new IllegalArgumentException("no command: give some, or --file FILE");
    }
    try (Module module = Module.of(modem);
        AtChannel channel =
            AtChannel.open(
                module.newTransport(),
                AtChannelOptions.DEFAULTS,
                Module.listener(modem, streams))) {
      channel.onUnknown(line -> print(line.text()));
      int exitCode = send(channel, toSend);
      waitForMore(channel, wait);
      return exitCode;
    }
  }

  private List<String> allCommands() throws IOException {
    List<String> all = new ArrayList<>(commands);
    if (file == null) {
      return all;
    }
    List<String> lines =
        file.equals("-")
            ? new String(streams.in().readAllBytes(), UTF_8).lines().toList()
            : InputFile.lines(Path.of(file));
    lines.stream()
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
        .forEach(all::add);
    return all;
  }

  private int send(AtChannel channel, List<RawCommand> toSend) {
    for (RawCommand command : toSend) {
      try {
        channel.execute(command).forEach(this::print);
        streams.out().println("OK");
      } catch (CommandRejectedException e) {
        e.lines().forEach(this::print);
        streams.out().println(e.result());
        streams.say("modemqtt: " + Failures.describe(e));
        return ExitCode.FAILED;
      }
    }
    return ExitCode.OK;
  }

  private void print(String line) {
    streams.out().println(discretion.show(line));
  }

  private static void waitForMore(AtChannel channel, Duration wait) throws InterruptedException {
    CountDownLatch lost = new CountDownLatch(1);
    channel.onLost(cause -> lost.countDown());
    lost.await(wait.toNanos(), TimeUnit.NANOSECONDS);
  }
}

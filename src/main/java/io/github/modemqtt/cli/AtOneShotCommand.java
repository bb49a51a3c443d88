package io.github.modemqtt.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.modemqtt.at.AtChannel;
import io.github.modemqtt.at.AtChannelOptions;
import io.github.modemqtt.at.AtCommand;
import io.github.modemqtt.at.CommandRejectedException;
import io.github.modemqtt.at.CommandTimeoutException;
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
    description = {
      "The first command that fails ends it. A command that the module answers with a prompt gets"
          + " its data, and Ctrl-Z, from '> TEXT' behind it, or from --data. Passwords, PINs and"
          + " keys are masked in what is printed; other users of this computer can see commands in"
          + " the list of processes, but not those of --file.",
      "Exit code: 0 all OK, 1 ERROR or +CME ERROR, 2 wrong usage, 3 no answer, 4 no port."
    },
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  modemqtt at --modem /dev/ttyUSB0 AT+CSQ AT+CEREG?",
      "  modemqtt at --modem /dev/ttyUSB0@9600 --file at-scripts/diagnose.at",
      "  modemqtt at --modem /dev/ttyUSB0 --wait 60 AT+CEREG=1",
      "  modemqtt at --modem COM3 'AT+ECMTPUB=0,1,1,0,\"t\"' '> 21.5'",
      "  echo AT+CSQ | modemqtt at --modem /dev/ttyUSB0 --json"
    })
final class AtOneShotCommand implements Callable<Integer> {
  private static final String STANDARD_INPUT = "-";

  private final Streams streams;

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
      description =
          "Commands, and data behind '>', one a line; empty lines and lines with # are skipped; -"
              + " is stdin, which is also read where no command is given.")
  private @Nullable String file;

  @Option(
      names = "--data",
      paramLabel = "FILE",
      description = "What the last command sends after its prompt: the bytes of this file.")
  private @Nullable Path data;

  @Option(
      names = "--json",
      description =
          "Print one JSON object a line: each answer, and what the module says by itself.")
  private boolean json;

  @Parameters(
      arity = "0..*",
      paramLabel = "COMMAND",
      description = "Commands, such as AT+CSQ, and data, such as '> hello'.")
  private List<String> commands = new ArrayList<>();

  AtOneShotCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Duration timeout = Seconds.positive("--timeout", timeoutSeconds);
    Duration wait = Seconds.notNegative("--wait", waitSeconds);
    Discretion discretion = new Discretion();
    List<AtCommand<List<String>>> toSend = allCommands(timeout, discretion);
    AtAnswers answers = new AtAnswers(streams.out(), json, discretion);
    try (Module module = Module.of(modem);
        AtChannel channel =
            AtChannel.open(
                module.newTransport(),
                AtChannelOptions.DEFAULTS,
                Module.listener(modem, streams))) {
      channel.onUnknown(line -> answers.line(line.text()));
      int exitCode = send(channel, toSend, answers);
      waitForMore(channel, wait);
      return exitCode;
    }
  }

  private List<AtCommand<List<String>>> allCommands(Duration timeout, Discretion discretion)
      throws IOException {
    AtScript script = new AtScript(timeout);
    List<String> given = new ArrayList<>(commands);
    String source = file;
    if (source == null && commands.isEmpty() && !streams.interactive()) {
      source = STANDARD_INPUT;
    }
    if (source != null) {
      given.addAll(lines(source));
    }
    given.forEach(script::add);
    given.forEach(discretion::sent);
    if (data != null) {
      script.addData(InputFile.bytes(data));
    }
    List<AtCommand<List<String>>> all = script.commands();
    if (all.isEmpty()) {
      throw new IllegalArgumentException("no command: give some, or --file FILE");
    }
    return all;
  }

  private List<String> lines(String source) throws IOException {
    return source.equals(STANDARD_INPUT)
        ? new String(streams.in().readAllBytes(), UTF_8).lines().toList()
        : InputFile.lines(Path.of(source));
  }

  private int send(AtChannel channel, List<AtCommand<List<String>>> toSend, AtAnswers answers) {
    for (AtCommand<List<String>> command : toSend) {
      String shown = command.line().toString();
      try {
        answers.ok(shown, channel.execute(command));
      } catch (CommandRejectedException e) {
        answers.error(shown, e.lines(), e.result());
        streams.say("modemqtt: " + Failures.describe(e));
        return ExitCode.FAILED;
      } catch (CommandTimeoutException e) {
        answers.none(shown);
        throw e;
      }
    }
    return ExitCode.OK;
  }

  private static void waitForMore(AtChannel channel, Duration wait) throws InterruptedException {
    CountDownLatch lost = new CountDownLatch(1);
    channel.onLost(cause -> lost.countDown());
    lost.await(wait.toNanos(), TimeUnit.NANOSECONDS);
  }
}

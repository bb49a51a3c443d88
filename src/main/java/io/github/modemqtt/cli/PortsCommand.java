package io.github.modemqtt.cli;

import io.github.modemqtt.transport.PortUser;
import io.github.modemqtt.transport.SerialPortInfo;
import io.github.modemqtt.transport.SerialPorts;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists the serial ports. */
@Command(
    name = "ports",
    header = "List the serial ports of this computer.",
    description =
        "Who has a port open is known for your own programs only, or for all if you are root.",
    footerHeading = "%nExamples:%n",
    footer = {"  modemqtt ports", "  modemqtt ports --probe", "  modemqtt ports --json"})
final class PortsCommand implements Callable<Integer> {
  private static final PortAnswer IN_USE = new PortAnswer(0, "not asked: in use");

  private final Streams streams;

  @Option(
      names = "--probe",
      description =
          "Ask each port that is not in use which module is there, some seconds long. This sends AT"
              + " to whatever is connected.")
  private boolean probe;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  PortsCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws InterruptedException {
    List<PortView> ports =
        SerialPorts.list().stream()
            .map(port -> new PortView(port, SerialPorts.users(port.systemPath()), null))
            .toList();
    show(probe ? asked(ports) : ports);
    SerialPorts.modemManager().filter(user -> !ports.isEmpty()).ifPresent(this::tellOf);
    return ExitCode.OK;
  }

  private static List<PortView> asked(List<PortView> ports) throws InterruptedException {
    Map<String, PortAnswer> answers =
        PortAnswer.of(
            ports.stream()
                .filter(view -> view.users().isEmpty())
                .map(PortView::port)
                .map(SerialPortInfo::systemPath)
                .toList());
    return ports.stream()
        .map(
            view ->
                new PortView(
                    view.port(),
                    view.users(),
                    answers.getOrDefault(view.port().systemPath(), IN_USE)))
        .toList();
  }

  private void show(List<PortView> ports) {
    if (json) {
      streams
          .out()
          .println(new JsonObject().objects("ports", ports.stream().map(PortView::json).toList()));
    } else {
      ports.forEach(view -> streams.out().println(view.line()));
    }
    if (ports.isEmpty()) {
      streams.say("No serial ports found; plug the adapter in, and try again.");
    }
  }

  private void tellOf(PortUser modemManager) {
    streams.say(
        "modemqtt: "
            + modemManager
            + " runs, and may take a new port for its first half minute;"
            + " see hardware-notes/raspberry-pi.md");
  }
}

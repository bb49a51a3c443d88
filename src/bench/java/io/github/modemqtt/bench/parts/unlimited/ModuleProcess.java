package io.github.modemqtt.bench.parts.unlimited;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.modemqtt.emulator.EmulatedModule;
import io.github.modemqtt.emulator.model.FirmwareDelays;
import io.github.modemqtt.pty.PseudoTerminal;
import io.github.modemqtt.transport.Transport;
import io.github.modemqtt.transport.TransportException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.time.Duration;

/**
 * The other side of the lines, in a process of its own, so that what the client takes can be told
 * from what the module takes.
 *
 * <p>Does what the lines of its input say, and answers each with a line; ends with the input.
 */
final class ModuleProcess {
  /** What the bare answerer says to every command. */
  static final byte[] ANSWER = "\r\n+CSQ: 20,99\r\n\r\nOK\r\n".getBytes(US_ASCII);

  private static final Duration LONG = Duration.ofSeconds(10);

  private final String brokerHost;
  private final int brokerPort;
  private Pusher pusher;

  private ModuleProcess(String brokerHost, int brokerPort) {
    this.brokerHost = brokerHost;
    this.brokerPort = brokerPort;
  }

  /** Expects host and port of the broker. */
  public static void main(String[] arguments) throws IOException {
    ModuleProcess process = new ModuleProcess(arguments[0], Integer.parseInt(arguments[1]));
    BufferedReader input = new BufferedReader(new InputStreamReader(System.in, UTF_8));
    for (String line = input.readLine(); line != null; line = input.readLine()) {
      System.out.println(process.obey(line.split(" ")));
    }
    System.exit(0); // modules and answerers have threads that wait for nobody now
  }

  private String obey(String[] order) throws IOException {
    return switch (order[0]) {
      case "answerer" -> answerer();
      case "module" -> module();
      case "push" -> push(order[1], Integer.parseInt(order[2]), Integer.parseInt(order[3]));
      default -> throw new IllegalArgumentException(order[0]);
    };
  }

  private static String answerer() {
    PseudoTerminal terminal = PseudoTerminal.open();
    Transport line = terminal.transport();
    line.open();
    Thread thread = new Thread(() -> answer(line), "answerer");
    thread.setDaemon(true);
    thread.start();
    return terminal.slavePath().toString();
  }

  private static void answer(Transport line) {
    byte[] buffer = new byte[256];
    try {
      while (true) {
        int count = line.read(buffer, 0, buffer.length, LONG);
        if (count > 0 && buffer[count - 1] == '\r') {
          line.write(ANSWER, 0, ANSWER.length);
        }
      }
    } catch (TransportException e) {
      System.err.println("the answerer ends: " + e.getMessage());
    }
  }

  private String module() {
    PseudoTerminal terminal = PseudoTerminal.open();
    quick(terminal.transport(), brokerHost, brokerPort).start();
    return terminal.slavePath().toString();
  }

  /** A module that loses no time by itself. */
  static EmulatedModule quick(Transport line, String brokerHost, int brokerPort) {
    return EmulatedModule.builder(line)
        .broker(brokerHost, brokerPort)
        .registrationDelay(Duration.ZERO)
        .firmwareDelays(FirmwareDelays.NONE)
        .chunkGap(Duration.ZERO)
        .build();
  }

  private String push(String topic, int payloadBytes, int count) throws IOException {
    if (pusher == null) {
      pusher = Pusher.connect(brokerHost, brokerPort);
    }
    pusher.push(topic, payloadBytes, count);
    return "pushed";
  }
}

package io.github.modemqtt.testsupport;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.modemqtt.ModemException;
import io.github.modemqtt.transport.MemoryTransport;
import io.github.modemqtt.transport.Transport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * The module's end of a line, which says what the test tells it to.
 *
 * <p>Out of the box it answers like an EC616 that is registered and whose broker agrees to
 * everything; {@link #on} replaces the answer to commands with a certain beginning, {@link #accept}
 * leaves only the {@code OK}, so that the test says the result itself.
 */
public final class ScriptedModule implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final String PROMPT = "> ";

  private record Rule(String prefix, Function<String, List<String>> answer) {}

  private final MemoryTransport.Pair line = MemoryTransport.pair("scripted");
  private final Transport moduleEnd = RecordedModules.recorded(line.module());
  private final List<Rule> rules = new CopyOnWriteArrayList<>();
  private final List<String> commands = new CopyOnWriteArrayList<>();
  private final LinkedBlockingQueue<String> notTaken = new LinkedBlockingQueue<>();
  private final Thread reader = new Thread(this::read, "scripted-module");
  private boolean dataMode;
  private volatile List<String> afterData = List.of("OK");

  private ScriptedModule() {
    on("AT", "OK");
    on("AT+CFUN?", "+CFUN: 1", "OK");
    on("AT+CPIN?", "+CPIN: READY", "OK");
    on("AT+CEREG?", "+CEREG: 0,1", "OK");
    on("AT+CGPADDR", "+CGPADDR: 0,\"10.0.0.2\"", "OK");
    answer("AT+ECMTCONN?", command -> linkState());
    on("AT+ECMTOPEN=", "OK", "+ECMTOPEN: 0,0");
    on("AT+ECMTCONN=", "OK", "+ECMTCONN: 0,0,0");
    on("AT+ECMTDISC=", "OK", "+ECMTDISC: 0,0");
    on("AT+ECMTCLOSE=", "OK", "+ECMTCLOSE: 0,0");
    answer("AT+ECMTSUB=", command -> List.of("OK", "+ECMTSUB: 0," + id(command) + ",0,1"));
    answer("AT+ECMTUNS=", command -> List.of("OK", "+ECMTUNS: 0," + id(command) + ",0"));
    answer("AT+ECMTPUB=", command -> List.of("OK", "+ECMTPUB: 0," + id(command) + ",0"));
    moduleEnd.open();
    reader.setDaemon(true);
    reader.start();
  }

  /** What a module says of its link after the commands so far, if all went well. */
  private List<String> linkState() {
    for (int i = commands.size() - 1; i >= 0; i--) {
      String command = commands.get(i);
      if (command.startsWith("AT+ECMTCONN=")) {
        return List.of("+ECMTCONN:0,3", "OK");
      }
      if (command.startsWith("AT+ECMTCFG=") || command.startsWith("AT+ECMTOPEN=")) {
        return List.of("+ECMTCONN:0,1", "OK");
      }
      if (command.startsWith("AT+ECMTCLOSE=") || command.startsWith("AT+ECMTDISC=")) {
        break;
      }
    }
    return List.of("OK");
  }

  /** Starts a module that answers as a working one does. */
  public static ScriptedModule start() {
    return new ScriptedModule();
  }

  /** The host's end of the line, not yet opened. */
  public Transport host() {
    return line.host();
  }

  /** Answers commands that begin so with these units; {@code "> "} is a prompt. */
  public ScriptedModule on(String prefix, String... units) {
    return answer(prefix, command -> List.of(units));
  }

  /** Answers commands that begin so; the newest rule that fits counts. */
  public ScriptedModule answer(String prefix, Function<String, List<String>> units) {
    rules.add(0, new Rule(prefix, units));
    return this;
  }

  /** Accepts commands that begin so, and leaves their result to the test. */
  public ScriptedModule accept(String prefix) {
    return on(prefix, "OK");
  }

  /** Answers data after a prompt with these units from now on, unless ESC ends it. */
  public ScriptedModule onData(String... units) {
    afterData = List.of(units);
    return this;
  }

  /** Says units of its own accord, each between line ends. */
  public void say(String... units) {
    for (String unit : units) {
      sayRaw("\r\n" + unit + "\r\n");
    }
  }

  /** Says text as it is. */
  public void sayRaw(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    moduleEnd.write(bytes, 0, bytes.length);
  }

  /** Everything that came, data after a prompt included (with its end). */
  public List<String> commands() {
    return List.copyOf(commands);
  }

  /** The commands that begin so. */
  public List<String> commands(String prefix) {
    return commands.stream().filter(command -> command.startsWith(prefix)).toList();
  }

  /** Waits for the next command that begins so; others before it are passed over. */
  public String await(String prefix) {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    try {
      while (true) {
        String command = notTaken.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        if (command == null) {
          throw new AssertionError("no " + prefix + " came, but " + commands);
        }
        if (command.startsWith(prefix)) {
          return command;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("Interrupted", e);
    }
  }

  /** The message id of an ECMT command, its second parameter. */
  public static int id(String command) {
    return Integer.parseInt(command.split(",", 3)[1]);
  }

  /** Pulls the cable. */
  @Override
  public void close() {
    moduleEnd.close();
  }

  private void read() {
    byte[] buffer = new byte[4096];
    StringBuilder pending = new StringBuilder();
    try {
      while (true) {
        int count = moduleEnd.read(buffer, 0, buffer.length, LIMIT);
        pending.append(new String(buffer, 0, count, ISO_8859_1));
        int end = end(pending);
        while (end >= 0) {
          String taken = pending.substring(0, dataMode ? end + 1 : end);
          pending.delete(0, end + 1);
          received(new String(taken.getBytes(ISO_8859_1), UTF_8));
          end = end(pending);
        }
      }
    } catch (ModemException e) {
      // the line has ended, and so does the module
    }
  }

  private int end(StringBuilder pending) {
    if (!dataMode) {
      return pending.indexOf("\r");
    }
    int cancel = pending.indexOf("\u001b");
    return cancel < 0 ? pending.indexOf("\u001a") : cancel;
  }

  private void received(String command) {
    List<String> units = answerTo(command);
    commands.add(command);
    notTaken.add(command);
    for (String unit : units) {
      if (unit.equals(PROMPT)) {
        sayRaw("\r\n" + PROMPT);
      } else {
        say(unit);
      }
    }
  }

  private List<String> answerTo(String command) {
    if (dataMode) {
      dataMode = false;
      return command.endsWith("\u001b") ? List.of("OK") : afterData;
    }
    for (Rule rule : rules) {
      if (command.startsWith(rule.prefix())) {
        List<String> units = new ArrayList<>(rule.answer().apply(command));
        dataMode = units.contains(PROMPT);
        return units;
      }
    }
    return List.of("ERROR");
  }
}

package io.github.modemqtt.bench.parts.unlimited;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The same by a Python script with pyserial, where both are installed. */
final class PySerial implements AutoCloseable {
  static final String NAME = "Python, pyserial readline()";

  private static final String SCRIPT =
      """
      import resource, sys, time
      import serial

      def used():
          own = resource.getrusage(resource.RUSAGE_SELF)
          return own.ru_utime + own.ru_stime

      def wait(port, wanted):
          while True:
              line = port.readline()
              if not line:
                  sys.exit("nothing came while waiting for %r" % wanted)
              if line.strip().startswith(wanted):
                  return

      def command(port, text, wanted):
          port.write(text.encode() + b"\\r")
          wait(port, wanted)

      def repeat(seconds, action):
          times = []
          begin = used()
          start = now = time.perf_counter()
          while now - start < seconds:
              action()
              last, now = now, time.perf_counter()
              times.append(now - last)
          cost = used() - begin
          times.sort()
          count = len(times)
          print(count / (now - start), cost / count * 1e6,
                times[count // 2] * 1e6, times[count * 99 // 100] * 1e6, flush=True)

      def round_trips(port, seconds):
          repeat(seconds, lambda: command(port, "AT+CSQ", b"OK"))

      def publishes(port, seconds, topic, payloads):
          command(port, "ATE0", b"OK")
          command(port, 'AT+ECMTOPEN=0,"broker.example",1883', b"+ECMTOPEN: 0,0")
          command(port, 'AT+ECMTCONN=0,"pyserial","user","password"', b"+ECMTCONN: 0,0,0")
          last = [0]
          def publish(qos, payload):
              last[0] = 0 if qos == 0 else last[0] % 65535 + 1
              port.write(('AT+ECMTPUB=0,%d,%d,0,"%s","%s"\\r'
                          % (last[0], qos, topic, payload)).encode())
              wait(port, b"OK")
              wait(port, b"+ECMTPUB: 0,%d,0" % last[0])
          for qos in (0, 1):
              for payload in payloads:
                  repeat(seconds, lambda: publish(qos, payload))

      with serial.Serial(sys.argv[2], 115200, timeout=10) as port:
          if sys.argv[1] == "roundtrips":
              round_trips(port, float(sys.argv[3]))
          else:
              publishes(port, float(sys.argv[3]), sys.argv[4], sys.argv[5:])
      """;

  /** The system's own has the packages of Debian; another one may come first in the path. */
  private static final List<String> PYTHONS = List.of("python3", "/usr/bin/python3");

  private final String python;
  private final Path script;

  private PySerial(String python, Path script) {
    this.python = python;
    this.script = script;
  }

  /** Whether a Python is there that finds pyserial. */
  static boolean isInstalled() {
    return python().isPresent();
  }

  private static Optional<String> python() {
    return PYTHONS.stream().filter(PySerial::hasPySerial).findFirst();
  }

  private static boolean hasPySerial(String python) {
    try {
      return new ProcessBuilder(python, "-c", "import serial, resource")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .onExit()
              .join()
              .exitValue()
          == 0;
    } catch (IOException e) {
      return false; // there is none with this name
    }
  }

  static PySerial prepare() throws IOException {
    Path script = Files.createTempFile("modemqtt-bench", ".py");
    Files.writeString(script, SCRIPT);
    return new PySerial(python().orElseThrow(), script);
  }

  /**
   * What the script tells.
   *
   * @param perSecond how many in a second
   * @param cpuMicros of its process, for one
   * @param medianMicros the median of the time for one
   * @param p99Micros what 99 % of the times do not exceed
   */
  record Figures(double perSecond, double cpuMicros, double medianMicros, double p99Micros) {}

  Figures roundTrips(String path, double seconds) throws Exception {
    return run("roundtrips", path, String.valueOf(seconds)).get(0);
  }

  /** QoS 0 with each payload, then QoS 1. */
  List<Figures> publishes(String path, double seconds, String topic, List<String> payloads)
      throws Exception {
    List<String> arguments =
        new ArrayList<>(List.of("publishes", path, String.valueOf(seconds), topic));
    arguments.addAll(payloads);
    return run(arguments.toArray(String[]::new));
  }

  private List<Figures> run(String... arguments) throws Exception {
    Process process =
        new ProcessBuilder(
                Stream.concat(Stream.of(python, script.toString()), Arrays.stream(arguments))
                    .toList())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    List<Figures> figures =
        new String(process.getInputStream().readAllBytes(), UTF_8)
            .lines()
            .map(line -> figures(line.split(" ")))
            .toList();
    if (process.waitFor() != 0) {
      throw new IOException("the Python script has failed with " + process.exitValue());
    }
    return figures;
  }

  private static Figures figures(String[] numbers) {
    return new Figures(
        Double.parseDouble(numbers[0]),
        Double.parseDouble(numbers[1]),
        Double.parseDouble(numbers[2]),
        Double.parseDouble(numbers[3]));
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(script);
  }
}

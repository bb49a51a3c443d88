package io.github.modemqtt.bench.parts.startup;

import com.fazecast.jSerialComm.SerialPort;
import io.github.modemqtt.bench.Section;
import io.github.modemqtt.bench.Section.Plot;
import io.github.modemqtt.bench.Section.Series;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What a program takes from its start to its end. */
final class Starts {
  private static final int ROUNDS = 5;
  private static final int ROUNDS_WITH_WAITS = 2;
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final Path MOSQUITTO_PUB = Path.of("/usr/bin/mosquitto_pub");
  private static final String PUB = "modemqtt pub, module without waits";
  private static final String QUICK_COMPILER = "-XX:TieredStopAtLevel=1";

  private final Scene scene;
  private final Path jar;
  private final Path archive;

  /** The rows of a table: for each kind of start the figures of all rounds. */
  private final Map<String, Map<Flags, List<ChildRun>>> runs = new LinkedHashMap<>();

  /** With which flags Java is started. */
  enum Flags {
    PLAIN("plain"),
    QUICK("quick compiler"),
    ARCHIVE("archive"),
    BOTH("both");

    final String label;

    Flags(String label) {
      this.label = label;
    }
  }

  private record Program(String name, List<String> words, List<Flags> flags) {
    static Program outside(String name, String... words) {
      return new Program(name, List.of(words), List.of());
    }
  }

  Starts(Scene scene, Path jar) {
    this.scene = scene;
    this.jar = jar;
    archive = scene.folder().resolve("modemqtt.jsa");
  }

  void measure(Section.Builder section) throws Exception {
    try (ModuleProcess quick = scene.module();
        ModuleProcess slow = scene.module("delays")) {
      makeArchive(quick);
      List<Program> programs = programs(quick);
      for (int round = 0; round < ROUNDS; round++) {
        for (Program program : programs) {
          run(program);
        }
      }
      section.table(
          "From the start of a process to its end: median wall time, mean processor time",
          headings(),
          programs.stream().map(this::row).toList());
      section.plot(plot(programs));
      withWaits(section, slow);
    }
    goals(section);
  }

  private void makeArchive(ModuleProcess module) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(List.of(Jars.JAVA, "-XX:ArchiveClassesAtExit=" + archive));
    words.add(temporaryFolder());
    words.addAll(ofJar(pub(module)));
    ChildRun.good(words, LIMIT);
  }

  /** The serial library unpacks itself there, which another program might do at the same time. */
  private String temporaryFolder() {
    return "-Djava.io.tmpdir=" + scene.folder();
  }

  private List<String> ofJar(String... words) {
    return Stream.concat(Stream.of("-jar", jar.toString()), Stream.of(words)).toList();
  }

  private static String[] pub(ModuleProcess module) {
    return ("pub --modem " + module.port() + " -h 127.0.0.1 -t plant/7 -m 21.5 -q 1").split(" ");
  }

  private List<Program> programs(ModuleProcess module) {
    String own = Jars.classPath(scene.folder(), EmptyProgram.class, SerialPort.class);
    List<Flags> all = List.of(Flags.values());
    List<Flags> compilers = List.of(Flags.PLAIN, Flags.QUICK);
    List<Program> programs = new ArrayList<>();
    programs.add(Program.outside("true (nothing at all)", "/bin/true"));
    if (Files.isExecutable(MOSQUITTO_PUB)) {
      programs.add(
          Program.outside(
              "mosquitto_pub -q 1, TCP on this machine",
              (MOSQUITTO_PUB + " -p " + scene.brokerPort() + " -t plant/7 -m 21.5 -q 1")
                  .split(" ")));
    }
    programs.add(
        new Program(
            "empty Java program", List.of("-cp", own, EmptyProgram.class.getName()), compilers));
    programs.add(
        new Program(
            "jSerialComm alone: AT, OK",
            List.of("-cp", own, SerialProgram.class.getName(), module.port()),
            compilers));
    programs.add(new Program("modemqtt --version", ofJar("--version"), all));
    programs.add(new Program("modemqtt --help", ofJar("--help"), all));
    programs.add(new Program(PUB, ofJar(pub(module)), all));
    return programs;
  }

  private void run(Program program) throws IOException, InterruptedException {
    if (program.flags().isEmpty()) {
      keep(program.name(), Flags.PLAIN, ChildRun.good(program.words(), LIMIT));
    }
    for (Flags flags : program.flags()) {
      List<String> words = new ArrayList<>(List.of(Jars.JAVA, temporaryFolder()));
      if (flags == Flags.QUICK || flags == Flags.BOTH) {
        words.add(QUICK_COMPILER);
      }
      if (flags == Flags.ARCHIVE || flags == Flags.BOTH) {
        words.add("-XX:SharedArchiveFile=" + archive);
      }
      words.addAll(program.words());
      keep(program.name(), flags, ChildRun.good(words, LIMIT));
    }
  }

  private void keep(String name, Flags flags, ChildRun run) {
    runs.computeIfAbsent(name, key -> new LinkedHashMap<>())
        .computeIfAbsent(flags, key -> new ArrayList<>())
        .add(run);
  }

  private static List<String> headings() {
    List<String> headings = new ArrayList<>(List.of("program"));
    for (Flags flags : Flags.values()) {
      headings.add(flags.label + ": wall (ms)");
      headings.add("CPU (ms)");
    }
    return headings;
  }

  private List<Object> row(Program program) {
    List<Object> row = new ArrayList<>(List.of(program.name()));
    for (Flags flags : Flags.values()) {
      boolean measured = runs.get(program.name()).containsKey(flags);
      row.add(measured ? Math.round(wall(program.name(), flags)) : "");
      row.add(measured ? Math.round(cpu(program.name(), flags)) : "");
    }
    return row;
  }

  /** Of those that are started with all flags. */
  private Plot plot(List<Program> programs) {
    List<String> names =
        programs.stream()
            .filter(program -> program.flags().size() == Flags.values().length)
            .map(Program::name)
            .toList();
    List<String> commands = names.stream().map(name -> name.split(",")[0]).toList();
    List<Double> x = IntStream.range(0, names.size()).mapToObj(i -> (double) i).toList();
    List<Series> series = new ArrayList<>();
    for (Flags flags : Flags.values()) {
      series.add(
          new Series(flags.label, x, names.stream().map(name -> wall(name, flags)).toList()));
    }
    return new Plot(
        "From the start of a process to its end",
        "command",
        "wall time (ms)",
        names,
        false,
        series);
  }

  private double wall(String name, Flags flags) {
    return Median.of(runs.get(name).get(flags).stream().map(ChildRun::wallMillis).toList());
  }

  private double cpu(String name, Flags flags) {
    return runs.get(name).get(flags).stream().mapToDouble(ChildRun::cpuMillis).average().orElse(0);
  }

  /** How much of it is the module's. */
  private void withWaits(Section.Builder section, ModuleProcess module)
      throws IOException, InterruptedException {
    List<List<Object>> rows = new ArrayList<>();
    for (Flags flags : List.of(Flags.PLAIN, Flags.BOTH)) {
      List<Double> walls = new ArrayList<>();
      List<Double> modules = new ArrayList<>();
      List<Double> hosts = new ArrayList<>();
      for (int round = 0; round < ROUNDS_WITH_WAITS; round++) {
        String name = "waits";
        module.takeShares();
        run(new Program(name, ofJar(pub(module)), List.of(flags)));
        ModuleProcess.Shares shares = module.takeShares();
        List<ChildRun> all = runs.get(name).get(flags);
        walls.add(all.get(all.size() - 1).wallMillis());
        modules.add(shares.module());
        hosts.add(shares.host());
      }
      double wall = Median.of(walls);
      double ofModule = Median.of(modules);
      double ofHost = Median.of(hosts);
      rows.add(
          List.of(
              flags.label,
              Math.round(wall),
              Math.round(ofModule),
              Math.round(ofHost),
              Math.round(wall - ofModule - ofHost)));
    }
    section.table(
        "pub -q 1 with the waits of the EC616's firmware: whose time it is",
        List.of(
            "Java's flags",
            "in all (ms)",
            "the module answers (ms)",
            "pub between answers (ms)",
            "before the first and after the last byte (ms)"),
        rows);
  }

  private void goals(Section.Builder section) {
    double plain = wall(PUB, Flags.PLAIN);
    double both = wall(PUB, Flags.BOTH);
    section.goal(
        "pub -q 1 from the start of its process to its end, with a module that does not wait, plain",
        "at most 1,000 ms",
        "%.0f ms".formatted(plain),
        plain <= 1000);
    section.goal(
        "the same with the quick compiler and an archive of the classes",
        "at most 500 ms",
        "%.0f ms".formatted(both),
        both <= 500);
  }
}

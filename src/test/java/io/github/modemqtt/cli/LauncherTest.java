package io.github.modemqtt.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.modemqtt.testsupport.Eventually;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The script that starts the executable jar. */
@Timeout(60)
class LauncherTest {
  private static final Path SHELL = Path.of("/bin/sh");
  private static final int NOT_FOUND = 127;

  /** Writes down how it is called, makes what is asked for, and ends with a code of its own. */
  private static final String STUB =
      """
      #!/bin/sh
      echo "$*" >>"${0%/*}/calls"
      for word; do
        case $word in
          -XX:SharedArchiveFile=*) archive=${word#*=} ;;
          -XX:DumpLoadedClassList=*) echo java/lang/Object >"${word#*=}" ;;
          -Xshare:dump) dump=1 ;;
        esac
      done
      if [ -n "$dump" ] && [ ! -f "${0%/*}/broken" ]; then
        echo classes >"$archive"
        exit 0
      fi
      echo "pid $$"
      exit 27
      """;

  private record Result(int exitCode, String output, long pid) {}

  @TempDir Path folder;

  private final Map<String, String> environment = new HashMap<>();
  private Path launcher;
  private Path javaHome;

  @BeforeEach
  void install() throws IOException {
    assumeTrue(Files.isExecutable(SHELL), "there is no /bin/sh");
    Path installed = Files.createDirectories(folder.resolve("in stalled"));
    launcher = installed.resolve("modemqtt");
    Files.copy(Path.of("src/main/executable/modemqtt"), launcher);
    makeExecutable(launcher);
    javaHome = Files.createDirectories(folder.resolve("some java"));
    environment.put("XDG_CACHE_HOME", folder.resolve("the cache").toString());
  }

  private static void makeExecutable(Path file) {
    assertTrue(file.toFile().setExecutable(true), file.toString());
  }

  /** A jar that is these sources, as they were just compiled. */
  private void installRealJar() throws IOException {
    String classPath =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .map(entry -> Path.of(entry).toUri().toString())
            .collect(Collectors.joining(" "));
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, Main.class.getName());
    manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, classPath);
    Path jar = launcher.resolveSibling("modemqtt.jar");
    new JarOutputStream(Files.newOutputStream(jar), manifest).close();
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    environment.put("MODEMQTT_NO_ARCHIVE", "1");
  }

  private void installStub() throws IOException {
    Files.createFile(launcher.resolveSibling("modemqtt.jar"));
    Path java = Files.createDirectories(javaHome.resolve("bin")).resolve("java");
    Files.writeString(java, STUB);
    makeExecutable(java);
    Files.createFile(Files.createDirectories(javaHome.resolve("lib")).resolve("modules"));
    environment.put("JAVA_HOME", javaHome.toString());
  }

  private Result run(Path command, String... args) throws IOException, InterruptedException {
    Path output = Files.createTempFile(folder, "output", ".txt");
    ProcessBuilder builder = new ProcessBuilder();
    builder.command().add(command.toString());
    builder.command().addAll(List.of(args));
    builder.environment().remove("JAVA_HOME");
    builder.environment().putAll(environment);
    Process process = builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
    int exitCode = process.waitFor();
    return new Result(exitCode, Files.readString(output, UTF_8), process.pid());
  }

  private List<String> calls() {
    try {
      Path calls = javaHome.resolve("bin/calls");
      return Files.exists(calls) ? Files.readAllLines(calls) : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<Path> cached() {
    Path cache = folder.resolve("the cache/modemqtt");
    try (Stream<Path> files = Files.exists(cache) ? Files.list(cache) : Stream.empty()) {
      return files.toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean hasOnlyAnArchive() {
    List<Path> cached = cached();
    return cached.size() == 1 && cached.get(0).toString().endsWith(".jsa");
  }

  @Test
  void startsTheJarBesideItself() throws Exception {
    installRealJar();

    Result result = run(launcher, "--version");

    assertEquals(0, result.exitCode(), result.output());
    assertTrue(result.output().startsWith("modemqtt "), result.output());
  }

  @Test
  void passesTheExitCodeOn() throws Exception {
    installRealJar();

    Result result = run(launcher, "frobnicate");

    assertEquals(2, result.exitCode());
    assertTrue(result.output().startsWith("modemqtt: Unmatched argument"), result.output());
  }

  @Test
  void startsByLinksFromElsewhere() throws Exception {
    installRealJar();
    Path bin = Files.createDirectories(folder.resolve("bin"));
    Path first = Files.createSymbolicLink(bin.resolve("first"), Path.of("second"));
    Files.createSymbolicLink(bin.resolve("second"), Path.of("../in stalled/modemqtt"));

    Result result = run(first, "--version");

    assertEquals(0, result.exitCode(), result.output());
  }

  @Test
  void findsTheJarWherePackagesPutIt() throws Exception {
    installStub();
    Path lib = Files.createDirectories(folder.resolve("lib/modemqtt"));
    Files.move(launcher.resolveSibling("modemqtt.jar"), lib.resolve("modemqtt.jar"));
    environment.put("MODEMQTT_NO_ARCHIVE", "1");

    run(launcher, "--version");

    assertTrue(
        calls().get(0).contains("-jar " + lib.toRealPath() + "/modemqtt.jar "), calls()::toString);
  }

  @Test
  void becomesTheProcessOfJavaSoThatSignalsReachIt() throws Exception {
    installStub();
    environment.put("MODEMQTT_NO_ARCHIVE", "1");

    Result result = run(launcher, "sub", "-t", "a  b", "-v");

    assertEquals("pid " + result.pid() + "\n", result.output());
    assertEquals(27, result.exitCode());
    assertTrue(calls().get(0).endsWith("modemqtt.jar sub -t a  b -v"), calls()::toString);
    assertEquals(1, calls().size());
    assertEquals(List.of(), cached());
  }

  @Test
  void makesAnArchiveOnceAndUsesItFromThenOn() throws Exception {
    installStub();

    run(launcher, "ports");
    Eventually.holds("there is an archive", this::hasOnlyAnArchive);
    int before = calls().size();
    run(launcher, "ports");

    assertEquals(before + 1, calls().size(), calls()::toString);
    assertTrue(calls().get(before).contains("-XX:SharedArchiveFile=" + cached().get(0)));
    assertFalse(
        calls().stream().filter(c -> c.endsWith(" ports")).findFirst().get().contains("Archive"));
  }

  @Test
  void doesNotTryAgainWhatThisJavaCannotDo() throws Exception {
    installStub();
    Files.createFile(javaHome.resolve("bin/broken"));

    run(launcher, "ports");
    Eventually.holds("it was tried", this::hasOnlyAnArchive);
    int before = calls().size();
    Result result = run(launcher, "ports");

    assertEquals(27, result.exitCode());
    assertEquals(before + 1, calls().size(), calls()::toString);
    assertFalse(calls().get(before).contains("SharedArchiveFile"), calls()::toString);
  }

  @Test
  void startsWhereNothingCanBeWritten() throws Exception {
    installStub();
    environment.put("XDG_CACHE_HOME", "/dev/null");

    Result result = run(launcher, "ports");

    assertEquals(27, result.exitCode());
    assertEquals("pid " + result.pid() + "\n", result.output());
  }

  @Test
  void saysWhenThereIsNoJava() throws Exception {
    installStub();
    environment.put("JAVA_HOME", "");
    environment.put("PATH", folder.toString());

    Result result = run(launcher, "ports");

    assertEquals(NOT_FOUND, result.exitCode());
    assertEquals(
        "modemqtt: there is no Java: install version 17 or newer, or set JAVA_HOME\n",
        result.output());
  }

  @Test
  void saysWhenJavaHomeIsWrong() throws Exception {
    installStub();
    environment.put("JAVA_HOME", "/no/such/java");

    Result result = run(launcher, "ports");

    assertEquals(NOT_FOUND, result.exitCode());
    assertTrue(result.output().contains("JAVA_HOME (/no/such/java)"), result.output());
  }

  @Test
  void saysWhenThereIsNoJar() throws Exception {
    Result result = run(launcher, "ports");

    assertEquals(NOT_FOUND, result.exitCode());
    assertTrue(
        result.output().startsWith("modemqtt: there is no modemqtt.jar in "), result.output());
  }
}

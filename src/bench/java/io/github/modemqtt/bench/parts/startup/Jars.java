package io.github.modemqtt.bench.parts.startup;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The jars that a program has which is not of this suite, and the Java that starts it. */
final class Jars {
  static final String JAVA = Path.of(System.getProperty("java.home"), "bin", "java").toString();

  private Jars() {}

  /**
   * The class path that a program would have: the jars of these classes.
   *
   * @param folder where the jars are made of what lies in directories, as an archive of classes
   *     takes only jars
   */
  static String classPath(Path folder, Class<?>... used) {
    Set<Path> places = new LinkedHashSet<>();
    for (Class<?> one : used) {
      Path place = placeOf(one);
      places.add(Files.isDirectory(place) ? jarOf(place, folder) : place);
    }
    return places.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }

  static Path placeOf(Class<?> one) {
    try {
      return Path.of(one.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Path jarOf(Path directory, Path folder) {
    Path jar = folder.resolve(directory.getFileName() + ".jar");
    if (!Files.exists(jar)) {
      try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
          Stream<Path> files = Files.walk(directory)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          out.putNextEntry(new JarEntry(directory.relativize(file).toString()));
          Files.copy(file, out);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return jar;
  }
}

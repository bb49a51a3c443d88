package io.github.modemqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Exports;
import java.lang.module.ModuleDescriptor.Requires;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class ModuleDescriptorTest {
  private static final Path SOURCES = Path.of("src/main/java");
  private static final Set<String> HIDDEN = Set.of("internal", "cli", "broker");

  private static ModuleDescriptor descriptor;

  @BeforeAll
  static void readDescriptor() throws IOException {
    try (InputStream file = Files.newInputStream(Path.of("target/classes/module-info.class"))) {
      descriptor = ModuleDescriptor.read(file);
    }
  }

  @Test
  void isTheModuleOfThisProject() {
    assertEquals("io.github.modemqtt", descriptor.name());
    assertFalse(descriptor.isOpen());
  }

  @Test
  void exportsExactlyThePublicPackages() throws IOException {
    Set<String> exported =
        descriptor.exports().stream()
            .map(Exports::source)
            .collect(Collectors.toCollection(TreeSet::new));

    assertEquals(publicPackages(), exported);
    assertTrue(descriptor.exports().stream().noneMatch(Exports::isQualified));
  }

  @Test
  void needsOnlyTheSerialPortAndTheLogger() {
    Set<String> mandatory =
        descriptor.requires().stream()
            .filter(requires -> !requires.modifiers().contains(Requires.Modifier.STATIC))
            .map(Requires::name)
            .collect(Collectors.toSet());

    assertEquals(Set.of("java.base", "com.fazecast.jSerialComm", "org.slf4j"), mandatory);
  }

  @ParameterizedTest
  @ValueSource(strings = {"micrometer.core", "java.sql"})
  void doesWithoutWhatNotAllNeed(String module) {
    Requires found =
        descriptor.requires().stream()
            .filter(requires -> requires.name().equals(module))
            .findAny()
            .orElseThrow();

    assertTrue(found.modifiers().contains(Requires.Modifier.STATIC));
  }

  private static Set<String> publicPackages() throws IOException {
    try (Stream<Path> files = Files.walk(SOURCES)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .map(file -> SOURCES.relativize(file.getParent()).toString())
          .map(folder -> folder.replace(File.separatorChar, '.'))
          .filter(name -> Arrays.stream(name.split("\\.")).noneMatch(HIDDEN::contains))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }
}

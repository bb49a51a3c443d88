package io.github.modemqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/** The dependencies that a program gets together with this library. */
@Timeout(20)
class PublishedPomTest {
  private record Dependency(String name, String scope, boolean optional) {}

  private static List<Dependency> dependencies;

  @BeforeAll
  static void readPom() throws ParserConfigurationException, IOException, SAXException {
    Element project =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(Path.of("pom.xml").toFile())
            .getDocumentElement();
    dependencies =
        children(children(project, "dependencies").get(0), "dependency").stream()
            .map(PublishedPomTest::dependency)
            .toList();
  }

  @Test
  void bringsOnlyTheSerialPortAndTheLogger() {
    List<String> passedOn =
        dependencies.stream()
            .filter(dependency -> !dependency.optional() && !dependency.scope().equals("test"))
            .map(Dependency::name)
            .sorted()
            .toList();

    assertEquals(List.of("com.fazecast:jSerialComm", "org.slf4j:slf4j-api"), passedOn);
  }

  @Test
  void leavesTheMetricsLibraryToTheProgram() {
    assertEquals(
        List.of(new Dependency("io.micrometer:micrometer-core", "compile", true)),
        dependencies.stream().filter(d -> d.name().startsWith("io.micrometer")).toList());
  }

  @Test
  void leavesTheDatabaseToTheProgram() {
    assertEquals(
        List.of(new Dependency("org.xerial:sqlite-jdbc", "compile", true)),
        dependencies.stream().filter(d -> d.name().startsWith("org.xerial")).toList());
  }

  @Test
  void usesOnlyTheScopesCompileProvidedAndTest() {
    assertTrue(
        dependencies.stream()
            .allMatch(d -> Set.of("compile", "provided", "test").contains(d.scope())),
        dependencies::toString);
  }

  private static Dependency dependency(Element element) {
    return new Dependency(
        text(element, "groupId", "") + ":" + text(element, "artifactId", ""),
        text(element, "scope", "compile"),
        Boolean.parseBoolean(text(element, "optional", "false")));
  }

  private static String text(Element parent, String name, String otherwise) {
    List<Element> found = children(parent, name);
    return found.isEmpty() ? otherwise : found.get(0).getTextContent().strip();
  }

  private static List<Element> children(Element parent, String name) {
    List<Element> found = new ArrayList<>();
    for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element element && element.getTagName().equals(name)) {
        found.add(element);
      }
    }
    return found;
  }
}

package io.github.modemqtt.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.modemqtt.testsupport.Document;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(30)
class DocumentationLinksTest {
  static List<Document> documents() {
    return Document.all();
  }

  private static boolean isBroken(Document from, String link) {
    String[] parts = link.split("#", 2);
    if (parts[0].isEmpty()) {
      return !from.anchors().contains(parts[1]);
    }
    Path target =
        Objects.requireNonNullElse(from.path().getParent(), Path.of("")).resolve(parts[0]);
    return parts.length == 1
        ? !Files.exists(target)
        : !Files.isRegularFile(target) || !Document.read(target).anchors().contains(parts[1]);
  }

  @ParameterizedTest
  @MethodSource("documents")
  void everyLinkLeadsToAFileAndAHeading(Document document) {
    assertEquals(
        List.of(),
        document.localLinks().stream().filter(link -> isBroken(document, link)).toList());
  }

  @Test
  void aLinkToNothingIsNoticed() {
    Document page =
        new Document(
            Path.of("hardware-notes/none.md"),
            "# One\n[a](ec616.md#power-saving) [b](#one) [c](../LICENSE) [d](#two) [e](ec617.md)"
                + " [f](ec616.md#nowhere) `[no](link)` [g](https://broker.example)",
            List.of());

    assertEquals(
        List.of("#two", "ec617.md", "ec616.md#nowhere"),
        page.localLinks().stream().filter(link -> isBroken(page, link)).toList());
  }

  @Test
  void everyHardwareNoteIsListed() {
    List<String> listed =
        Document.read(Path.of("hardware-notes/README.md")).localLinks().stream()
            .map(link -> link.replaceFirst("#.*", ""))
            .toList();

    List<Document> notes =
        documents().stream()
            .filter(page -> page.path().startsWith("hardware-notes"))
            .filter(page -> !page.path().endsWith("README.md"))
            .toList();
    assertFalse(notes.isEmpty());
    for (Document note : notes) {
      assertTrue(listed.contains(note.path().getFileName().toString()), note::toString);
    }
  }
}

package io.github.modemqtt.at;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A recorded session in the neutral notation of {@code src/test/resources/transcripts}.
 *
 * <p>{@code >> } is a line of the host, ended by CR unless it answers a prompt; {@code << } is a
 * line of the module, ended by CR LF unless it is a prompt or ends in a mark of another line end.
 *
 * @param name the family and the file's name
 * @param turns what host and module said, alternately
 */
record Transcript(String name, List<Turn> turns) {

  /** What one side said before the other one spoke. */
  record Turn(boolean fromHost, byte[] bytes) {
    String text() {
      return new String(bytes, UTF_8);
    }

    boolean endsWithPrompt() {
      return !fromHost && (text().endsWith("\n> ") || text().endsWith("\n>"));
    }
  }

  static List<Transcript> all() {
    try (Stream<Path> files = Files.walk(folder())) {
      return files.filter(Files::isRegularFile).sorted().map(Transcript::read).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Transcript named(String name) {
    return read(folder().resolve(name + ".txt"));
  }

  private static Path folder() {
    try {
      return Path.of(Objects.requireNonNull(Transcript.class.getResource("/transcripts")).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Transcript read(Path file) {
    try {
      String name = file.getParent().getFileName() + "/" + file.getFileName();
      return new Transcript(name, turns(Files.readAllLines(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Turn> turns(List<String> lines) {
    List<Turn> turns = new ArrayList<>();
    ByteArrayOutputStream module = new ByteArrayOutputStream();
    boolean prompted = false;
    for (String line : lines) {
      if (line.startsWith("<<")) {
        String content = content(line);
        prompted = content.equals("> ") || content.equals(">");
        module.writeBytes(bytes(content, prompted ? "" : "\r\n"));
      } else if (line.startsWith(">>")) {
        addModule(turns, module);
        turns.add(new Turn(true, bytes(content(line), prompted ? "" : "\r")));
        prompted = false;
      } else if (!line.startsWith("#")) {
        throw new IllegalArgumentException("neither side nor comment: " + line);
      }
    }
    addModule(turns, module);
    return List.copyOf(turns);
  }

  private static void addModule(List<Turn> turns, ByteArrayOutputStream bytes) {
    if (bytes.size() > 0) {
      turns.add(new Turn(false, bytes.toByteArray()));
      bytes.reset();
    }
  }

  private static String content(String line) {
    return line.length() > 3 ? line.substring(3) : "";
  }

  private static byte[] bytes(String content, String lineEnd) {
    boolean endsItself = content.endsWith("<LF><CR>");
    String text =
        content
            .replace("<NL>", "\r\n")
            .replace("<LF>", "\n")
            .replace("<CR>", "\r")
            .replace("<1A>", "\u001a")
            .replace("<1B>", "\u001b")
            .replace("<00>", "\0");
    return (endsItself ? text : text + lineEnd).getBytes(UTF_8);
  }
}

package io.github.modemqtt.transcript;

import io.github.modemqtt.transcript.Step.Comment;
import io.github.modemqtt.transcript.Step.HostSends;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the neutral notation; see {@link TranscriptImport#neutral}. */
final class NeutralImport {
  private static final int MARK = 2;
  private static final String REVERSED_END = "<LF><CR>";
  private static final Pattern HEADER = Pattern.compile("([A-Za-z][A-Za-z0-9-]*): (\\S.*)");

  private final Map<String, String> header = new LinkedHashMap<>();
  private final List<Step> steps = new ArrayList<>();
  private final Set<String> guesses = new LinkedHashSet<>();
  private Content.Builder module = Content.builder();
  private boolean moduleSpoke;
  private boolean prompted;
  private boolean emptyLines;
  private boolean finalResults;

  TranscriptImport read(String text) {
    String[] lines = text.split("\r?\n", -1);
    for (int i = 0; i < lines.length; i++) {
      line(lines[i], i + 1);
    }
    endModule();
    if (finalResults && !emptyLines) {
      guesses.add(
          "No empty lines between the module's lines: a logger may have left them out, and the"
              + " module may have sent a CR LF before each answer.");
    }
    return new TranscriptImport(new Transcript(header, steps), List.copyOf(guesses));
  }

  private void line(String line, int number) {
    if (line.startsWith("#")) {
      remark(line.substring(1).strip());
    } else if (line.startsWith("<<")) {
      module(contentOf(line));
    } else if (line.startsWith(">>")) {
      host(contentOf(line));
    } else if (!line.isBlank()) {
      throw new TranscriptFormatException(number, 1, "'>> ', '<< ' or '# '");
    }
  }

  private static String contentOf(String line) {
    return line.length() > MARK ? line.substring(MARK + 1) : "";
  }

  private void remark(String text) {
    Matcher matcher = HEADER.matcher(text);
    boolean first = steps.isEmpty() && !moduleSpoke;
    if (first && matcher.matches() && !header.containsKey(matcher.group(1))) {
      header.put(matcher.group(1), matcher.group(2).replace('\t', ' '));
    } else {
      endModule();
      steps.add(new Comment(text));
    }
  }

  private void host(String content) {
    endModule();
    if (prompted) {
      guesses.add("What answers a prompt has no line end.");
    } else {
      guesses.add("Lines of the host end in CR alone.");
    }
    String end = prompted ? "" : "\r";
    prompted = false;
    Content sent = bytes(content, end);
    if (sent.length() > 0) {
      steps.add(new HostSends(sent, Optional.empty()));
    }
  }

  private void module(String content) {
    moduleSpoke = true;
    prompted = isPrompt(content);
    emptyLines |= content.isEmpty();
    finalResults |= content.equals("OK") || content.equals("ERROR");
    if (!prompted) {
      guesses.add(
          content.endsWith(REVERSED_END)
              ? "Lines of the module that end in LF CR have no other end."
              : "Lines of the module end in CR LF.");
    }
    module.bytes(moduleBytes(content));
  }

  private static boolean isPrompt(String content) {
    return content.equals("> ") || content.equals(">");
  }

  /** What a line of the module stands for. */
  static byte[] moduleBytes(String content) {
    boolean endsItself = isPrompt(content) || content.endsWith(REVERSED_END);
    return bytes(content, endsItself ? "" : "\r\n").bytes();
  }

  private void endModule() {
    steps.addAll(ChunkSplitter.split(false, module.build(), Optional.empty()));
    module = Content.builder();
  }

  private static Content bytes(String content, String end) {
    return Content.of(
        content
                .replace("<NL>", "\r\n")
                .replace("<LF>", "\n")
                .replace("<CR>", "\r")
                .replace("<1A>", "\u001a")
                .replace("<1B>", "\u001b")
                .replace("<00>", "\0")
            + end);
  }
}

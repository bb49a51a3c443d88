package io.github.modemqtt.transcript;

import io.github.modemqtt.transcript.Step.ModuleSends;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * Reads what the module sent out of a session of any length, line by line.
 *
 * <p>Only the names of headers and placeholders are kept. Not thread-safe.
 */
public final class ModuleSide {
  private static final String MARKS = "'>> ', '<< ' or '# '";
  private static final int MARK = 2;
  private static final byte[] LINE_END = {'\r', '\n'};

  /** It has a line of its own there, so what follows is none of it. */
  private static final byte[] PROMPT_ALONE = {'>', '\r', '\n'};

  /** Takes what the module sent. */
  public interface Sink {
    /**
     * The module sent this.
     *
     * @param bytes the bytes; a placeholder stands there as it is written, <code>\{name}</code>
     */
    void onBytes(byte[] bytes);

    /**
     * What follows was read at this time.
     *
     * @param offset the time since the start of the session
     */
    void onTime(Duration offset);

    /**
     * A header of the transcript.
     *
     * @param name its name
     * @param value its value
     */
    void onHeader(String name, String value);
  }

  /** How a line is read. */
  private interface Notation {
    void line(String text, int number);
  }

  private final Notation notation;
  private int lines;
  private int stepsOfModule;

  private ModuleSide(Sink sink, boolean neutral) {
    notation = neutral ? new Neutral(sink) : new TranscriptLines(new Steps(sink))::line;
  }

  /**
   * Reads the notation of transcripts.
   *
   * @param sink takes what the module sent
   * @return the reader, before the first line
   */
  public static ModuleSide ofTranscript(Sink sink) {
    return new ModuleSide(sink, false);
  }

  /**
   * Reads the neutral notation of consoles and loggers, as {@link TranscriptImport#neutral} does.
   *
   * <p>A logger that shows lines loses the empty ones between a module's units. As long as there
   * was no empty line of the module, one that begins with {@code +}, is {@code OK}, {@code ERROR}
   * or a prompt, or comes first after a line of the host, gets the line end in front of it back;
   * without that a message would never end.
   *
   * @param sink takes what the module sent
   * @return the reader, before the first line
   */
  public static ModuleSide ofNeutral(Sink sink) {
    return new ModuleSide(sink, true);
  }

  /**
   * Takes the next line.
   *
   * @param utf8 the line in UTF-8, with or without its line end
   * @throws TranscriptFormatException if it does not fit the notation; says where and what is
   *     expected
   */
  public void line(byte[] utf8) {
    lines++;
    String text = text(utf8);
    notation.line(lines == 1 ? TranscriptParser.withoutMark(text) : text, lines);
  }

  /**
   * Whether a line of the module was there, so that the notation is likely to be the right one.
   *
   * @return true if there was one
   */
  public boolean hasModuleLines() {
    return stepsOfModule > 0;
  }

  private String text(byte[] utf8) {
    int length = utf8.length;
    while (length > 0 && (utf8[length - 1] == '\n' || utf8[length - 1] == '\r')) {
      length--;
    }
    return TranscriptParser.decode(Arrays.copyOf(utf8, length), lines);
  }

  private static byte[] bytes(Content content) {
    return content.isExact() ? content.bytes() : withNames(content);
  }

  private static byte[] withNames(Content content) {
    Content.Builder bytes = Content.builder();
    for (int i = 0; i < content.length(); i++) {
      if (content.isPlaceholder(i)) {
        bytes.text(content.placeholder(i).toString());
      } else {
        bytes.oneByte(content.symbol(i));
      }
    }
    return bytes.build().bytes();
  }

  private final class Steps implements TranscriptLines.Sink {
    private final Sink sink;
    private final Set<String> headers = new HashSet<>();

    private Steps(Sink sink) {
      this.sink = sink;
    }

    @Override
    public boolean onHeader(String name, String value) {
      sink.onHeader(name, value);
      return headers.add(name);
    }

    @Override
    public void onStep(int line, Step step) {
      if (step instanceof ModuleSends sent) {
        stepsOfModule++;
        sent.offset().ifPresent(sink::onTime);
        sink.onBytes(bytes(sent.content()));
      }
    }

    @Override
    public void onMore(Content bytes) {
      sink.onBytes(bytes(bytes));
    }
  }

  private final class Neutral implements Notation {
    private final Sink sink;
    private boolean showsEmptyLines;
    private boolean hostSpoke;

    private Neutral(Sink sink) {
      this.sink = sink;
    }

    @Override
    public void line(String text, int number) {
      if (text.startsWith("<<")) {
        stepsOfModule++;
        String content = text.length() > MARK ? text.substring(MARK + 1) : "";
        showsEmptyLines |= content.isEmpty();
        if (!showsEmptyLines && (hostSpoke || beginsUnit(content))) {
          sink.onBytes(LINE_END);
        }
        hostSpoke = false;
        sink.onBytes(content.equals(">") ? PROMPT_ALONE : NeutralImport.moduleBytes(content));
      } else if (text.startsWith(">>")) {
        hostSpoke = true;
      } else if (!text.startsWith("#") && !text.isBlank()) {
        throw new TranscriptFormatException(number, 1, MARKS);
      }
    }

    private static boolean beginsUnit(String content) {
      return content.startsWith("+")
          || content.equals("OK")
          || content.equals("ERROR")
          || content.equals(">")
          || content.equals("> ");
    }
  }
}

package io.github.modemqtt.cli.term;

import java.util.List;
import org.jline.reader.CompletingParsedLine;
import org.jline.reader.Parser;

/**
 * A line as one word: quotes and backslashes are the module's, and mean nothing to the editor.
 *
 * @param line the line
 * @param cursor where the cursor is
 */
record WholeLine(String line, int cursor) implements CompletingParsedLine {
  static final Parser PARSER = (line, cursor, context) -> new WholeLine(line, cursor);

  @Override
  public String word() {
    return line;
  }

  @Override
  public int wordCursor() {
    return cursor;
  }

  @Override
  public int wordIndex() {
    return 0;
  }

  @Override
  public List<String> words() {
    return List.of(line);
  }

  @Override
  public CharSequence escape(CharSequence candidate, boolean complete) {
    return candidate;
  }

  @Override
  public int rawWordCursor() {
    return cursor;
  }

  @Override
  public int rawWordLength() {
    return line.length();
  }
}

package io.github.modemqtt.transcript;

import java.util.ArrayList;
import java.util.List;

/**
 * Holds chunks back until no line is cut, so that a secret which was sent in pieces is seen as one.
 *
 * <p>Not thread-safe.
 */
final class RecordingWindow {
  /** Far more than a line of AT commands can be. */
  static final int LIMIT_BYTES = 64 * 1024;

  private static final int CTRL_Z = 0x1A;
  private static final int ESC = 0x1B;

  private List<RecordedChunk> chunks = new ArrayList<>();
  private int size;
  private boolean hostLineIsOpen;

  /** What the module sent since its last line feed, as far as it tells a prompt from text. */
  private String moduleTail = "";

  /**
   * Adds a chunk.
   *
   * @return all chunks that are held, if no line is cut now; else none
   * @throws IllegalStateException if a line has no end for too long
   */
  List<RecordedChunk> add(RecordedChunk chunk) {
    chunks.add(chunk);
    size += chunk.bytes().length;
    if (chunk.fromHost()) {
      hostLineIsOpen = !endsHostLine(chunk.bytes()[chunk.bytes().length - 1]);
    } else {
      moduleTail = tail(chunk.bytes());
    }
    if (!hostLineIsOpen && !isModuleLineOpen()) {
      return takeAll();
    }
    if (size > LIMIT_BYTES) {
      throw new IllegalStateException("a line has no end within " + LIMIT_BYTES + " bytes");
    }
    return List.of();
  }

  /** All chunks that are held. */
  List<RecordedChunk> takeAll() {
    List<RecordedChunk> all = chunks;
    chunks = new ArrayList<>();
    size = 0;
    return all;
  }

  private static boolean endsHostLine(byte last) {
    return last == '\r' || last == '\n' || last == CTRL_Z || last == ESC;
  }

  /** Waits for no end after a prompt, which has none. */
  private boolean isModuleLineOpen() {
    return !moduleTail.isEmpty() && !moduleTail.equals("> ") && !moduleTail.equals(">");
  }

  private String tail(byte[] bytes) {
    StringBuilder tail = new StringBuilder(moduleTail);
    int from = bytes.length;
    while (from > 0 && bytes[from - 1] != '\n') {
      from--;
    }
    if (from > 0) {
      tail.setLength(0);
    }
    for (int i = from; i < bytes.length && tail.length() < "> ".length() + 1; i++) {
      tail.append((char) (bytes[i] & 0xFF));
    }
    return tail.toString();
  }
}

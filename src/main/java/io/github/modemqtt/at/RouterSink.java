package io.github.modemqtt.at;

/** Takes what the {@link Router} made of the module's lines. */
interface RouterSink {
  void onEcho(String text);

  void onReply(AtLine line);

  /**
   * A final result code.
   *
   * @param certain false if it could be the end of a received message instead
   */
  void onFinal(FinalResult result, boolean certain);

  /** Returns whether somebody wanted it. */
  <T> boolean onUrc(UrcTable.Entry<T> entry, AtLine line, T value);

  void onUnknown(AtLine line);

  void onPrompt();

  void onOverrun(long bytes);
}

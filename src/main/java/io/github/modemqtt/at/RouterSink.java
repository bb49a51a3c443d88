package io.github.modemqtt.at;

/** Takes what the {@link Router} made of the module's lines. */
interface RouterSink {
  void onEcho(String text);

  void onReply(AtLine line);

  void onFinal(FinalResult result);

  /** Returns whether somebody wanted it. */
  <T> boolean onUrc(UrcTable.Entry<T> entry, AtLine line, T value);

  void onUnknown(AtLine line);

  void onPrompt();

  void onOverrun(long bytes);
}

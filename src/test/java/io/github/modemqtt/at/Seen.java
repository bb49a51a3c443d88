package io.github.modemqtt.at;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** A listener that remembers everything. */
class Seen implements AtListener {
  final List<String> events = new CopyOnWriteArrayList<>();

  @Override
  public void onCommand(String line) {
    events.add("command " + line);
  }

  @Override
  public void onData(int bytes) {
    events.add("data " + bytes);
  }

  @Override
  public void onLine(LineKind kind, String text) {
    events.add(kind + " " + text);
  }

  @Override
  public void onPrompt() {
    events.add("prompt");
  }

  @Override
  public void onTrouble(String what) {
    events.add("trouble " + what);
  }

  String all() {
    return events.stream().collect(Collectors.joining("\n"));
  }
}

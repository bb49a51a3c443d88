package io.github.modemqtt.at;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** A listener that remembers everything. */
class Seen implements AtListener {
  final List<String> events = new CopyOnWriteArrayList<>();
  final List<ChannelState> states = new CopyOnWriteArrayList<>();
  final ByteArrayOutputStream sent = new ByteArrayOutputStream();
  final ByteArrayOutputStream received = new ByteArrayOutputStream();

  @Override
  public void onCommand(long nanoTime, String line) {
    events.add("command " + line);
  }

  @Override
  public void onData(long nanoTime, int bytes) {
    events.add("data " + bytes);
  }

  @Override
  public void onLine(long nanoTime, LineKind kind, String text) {
    events.add(kind + " " + text);
  }

  @Override
  public void onPrompt(long nanoTime) {
    events.add("prompt");
  }

  @Override
  public void onTrouble(long nanoTime, String what) {
    events.add("trouble " + what);
  }

  @Override
  public void onState(long nanoTime, ChannelState state) {
    states.add(state);
  }

  @Override
  public void onTimeout(long nanoTime, String command, Duration waited) {
    events.add("timeout " + command);
  }

  @Override
  public void onSent(long nanoTime, byte[] bytes) {
    sent.writeBytes(bytes);
  }

  @Override
  public void onReceived(long nanoTime, byte[] bytes) {
    received.writeBytes(bytes);
  }

  String all() {
    return events.stream().collect(Collectors.joining("\n"));
  }
}

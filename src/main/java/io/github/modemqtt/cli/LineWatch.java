package io.github.modemqtt.cli;

import io.github.modemqtt.at.AtListener;
import io.github.modemqtt.at.ChannelState;
import java.time.Duration;

/** Notes what a line shows of itself, while somebody else may watch the dialogue. */
final class LineWatch implements AtListener {
  private final AtListener other;
  private volatile boolean echoSeen;
  private volatile boolean bytesSeen;

  LineWatch(AtListener other) {
    this.other = other;
  }

  /** {@return whether the module repeated a command} */
  boolean hasSeenEcho() {
    return echoSeen;
  }

  /** {@return whether anything came at all} */
  boolean hasSeenBytes() {
    return bytesSeen;
  }

  @Override
  public void onReceived(long nanoTime, byte[] bytes) {
    bytesSeen = true;
    other.onReceived(nanoTime, bytes);
  }

  @Override
  public void onLine(long nanoTime, LineKind kind, String text) {
    if (kind == LineKind.ECHO) {
      echoSeen = true;
    }
    other.onLine(nanoTime, kind, text);
  }

  @Override
  public void onSent(long nanoTime, byte[] bytes) {
    other.onSent(nanoTime, bytes);
  }

  @Override
  public void onCommand(long nanoTime, String line) {
    other.onCommand(nanoTime, line);
  }

  @Override
  public void onData(long nanoTime, int bytes) {
    other.onData(nanoTime, bytes);
  }

  @Override
  public void onPrompt(long nanoTime) {
    other.onPrompt(nanoTime);
  }

  @Override
  public void onState(long nanoTime, ChannelState state) {
    other.onState(nanoTime, state);
  }

  @Override
  public void onTimeout(long nanoTime, String command, Duration waited) {
    other.onTimeout(nanoTime, command, waited);
  }

  @Override
  public void onTrouble(long nanoTime, String what) {
    other.onTrouble(nanoTime, what);
  }
}

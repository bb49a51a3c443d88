package io.github.modemqtt.transcript;

import io.github.modemqtt.ModemException;
import io.github.modemqtt.at.AtListener;
import io.github.modemqtt.mqtt.Message;
import io.github.modemqtt.session.ClientListener;
import io.github.modemqtt.session.ClientState;
import io.github.modemqtt.testsupport.Eventually;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * What a program sees of a session: four streams, each in order.
 *
 * <p>How they are mixed is no property of the session: the program runs while the module talks.
 */
final class Observed implements AtListener, ClientListener {
  private static final Pattern MESSAGE_ID =
      Pattern.compile("(ECMT(?:SUB|UNS|PUB)[=:] ?0,)[1-9][0-9]*");

  /** A recording has others in their place. */
  private static final Pattern IDENTITY = Pattern.compile("[0-9]{15,20}");

  private final List<String> calls = new CopyOnWriteArrayList<>();
  private final List<String> told = new CopyOnWriteArrayList<>();
  private final List<String> commands = new CopyOnWriteArrayList<>();
  private final List<String> lines = new CopyOnWriteArrayList<>();

  /** Everything, without the module's identity and without message ids, which are random. */
  String text() {
    String all =
        String.join("\n", calls)
            + ("\n\ntold:\n" + String.join("\n", told))
            + ("\n\ncommands:\n" + String.join("\n", commands))
            + ("\n\nlines:\n" + String.join("\n", lines));
    return IDENTITY.matcher(MESSAGE_ID.matcher(all).replaceAll("$1ID")).replaceAll("IDENTITY");
  }

  /** Notes how a call ends. */
  void call(String name, Runnable call) {
    result(
        name,
        () -> {
          call.run();
          return "done";
        });
  }

  /** Notes what a call returns. */
  void result(String name, Supplier<Object> call) {
    String end;
    try {
      end = call.get().toString();
    } catch (ModemException e) {
      end = e.getClass().getSimpleName();
    }
    calls.add(name + ": " + end);
  }

  void tell(String what) {
    told.add(what);
  }

  void awaitTold(String what) {
    await("it is told: " + what, () -> told.contains(what));
  }

  void awaitTold(String beginning, int count) {
    await(beginning + " is told " + count + " times", () -> count(told, beginning) >= count);
  }

  void awaitLine(String beginning, int count) {
    await(beginning + " comes " + count + " times", () -> count(lines, beginning) >= count);
  }

  private static long count(List<String> stream, String part) {
    return stream.stream().filter(what -> what.contains(part)).count();
  }

  private void await(String what, BooleanSupplier condition) {
    try {
      Eventually.holds(what, condition);
    } catch (AssertionError e) {
      throw new AssertionError(e.getMessage() + "\n" + text(), e);
    }
  }

  void message(Message message) {
    tell("message " + message.framing() + " " + message.topic() + " " + message.payloadAsText());
  }

  @Override
  public void onStateChange(ClientState state) {
    tell("state " + state);
  }

  @Override
  public void onDisconnected(ModemException cause, boolean willRecover) {
    tell("lost " + cause.getMessage());
  }

  @Override
  public void onUnhandledMessage(Message message) {
    tell("unhandled " + message);
  }

  @Override
  public void onCommand(long nanoTime, String line) {
    commands.add(line);
  }

  @Override
  public void onData(long nanoTime, int bytes) {
    commands.add(bytes + " bytes of data");
  }

  @Override
  public void onLine(long nanoTime, LineKind kind, String text) {
    lines.add(kind + " " + text);
  }

  @Override
  public void onPrompt(long nanoTime) {
    lines.add("prompt");
  }

  @Override
  public void onTrouble(long nanoTime, String what) {
    lines.add("trouble " + what);
  }
}

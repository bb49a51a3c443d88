package io.github.modemqtt.ecmt;

import io.github.modemqtt.at.AtChannel;
import io.github.modemqtt.at.AtLine;
import io.github.modemqtt.at.AtListener;
import io.github.modemqtt.at.UrcType;
import io.github.modemqtt.testsupport.QuickTimes;
import io.github.modemqtt.testsupport.ScriptedModule;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A channel to a scripted module, whose nine URCs and unknown lines are gathered in order. */
final class EcmtDialogue implements AutoCloseable {
  private static final long LIMIT_SECONDS = 10;
  private static final List<UrcType<?>> ALL =
      List.of(
          EcmtUrcs.OPEN,
          EcmtUrcs.CLOSE,
          EcmtUrcs.CONNECT,
          EcmtUrcs.DISCONNECT,
          EcmtUrcs.SUBSCRIBE,
          EcmtUrcs.UNSUBSCRIBE,
          EcmtUrcs.PUBLISH,
          EcmtUrcs.LINK_STATE,
          EcmtUrcs.MESSAGE);

  final ScriptedModule module = ScriptedModule.start();
  final AtChannel channel = AtChannel.open(module.host(), QuickTimes.CHANNEL, new AtListener() {});
  private final LinkedBlockingQueue<Object> heard = new LinkedBlockingQueue<>();

  EcmtDialogue() {
    ALL.forEach(this::gather);
    channel.onUnknown(heard::add);
  }

  private <T> void gather(UrcType<T> type) {
    channel.onUrc(type, heard::add);
  }

  /** The next URC, or the {@link AtLine} that nobody knows. */
  Object next() {
    try {
      Object urc = heard.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
      if (urc == null) {
        throw new AssertionError("nothing was heard");
      }
      return urc;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("Interrupted", e);
    }
  }

  boolean heardNothing() {
    return heard.isEmpty();
  }

  @Override
  public void close() {
    channel.close();
    module.close();
  }
}

package io.github.modemqtt.cli;

import io.github.modemqtt.session.ModemMqttClient;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A run of {@code pub} that lasts until the broker has everything. */
final class DirectRun {
  private final Streams streams;
  private final PublishTally tally;
  private final MessageFeed feed;
  private volatile @Nullable PublishStream stream;

  /** Gives a sink all messages, until there are no more or the feed is stopped. */
  interface Source {
    void giveTo(MessageSink sink) throws IOException, InterruptedException;
  }

  DirectRun(Streams streams, PublishTally tally, MessageFeed feed) {
    this.streams = streams;
    this.tally = tally;
    this.feed = feed;
  }

  /** Connects, publishes, waits and disconnects. */
  void run(ModemMqttClient client, StatusLine status, boolean showStatus, Source source)
      throws IOException, InterruptedException {
    client.connect();
    PublishStream made = new PublishStream(client, tally, feed::stop);
    stream = made;
    if (showStatus) {
      status.start();
    }
    source.giveTo(made);
    made.finish();
    client.disconnect();
  }

  /** Before the connection there is nothing to finish, and to get it can take minutes. */
  void stop(int exitCode) {
    PublishStream running = stream;
    if (running == null) {
      System.exit(exitCode);
      return;
    }
    feed.stop();
    running.close();
    long left = tally.unfinished();
    if (left > 0) {
      streams.say(
          "modemqtt: finishing "
              + left
              + (left == 1 ? " message" : " messages")
              + "; again Ctrl-C to stop at once");
    }
  }
}

package io.github.modemqtt.bench.parts.unlimited;

import io.github.modemqtt.mqtt.Message;
import io.github.modemqtt.mqtt.Qos;
import io.github.modemqtt.session.MessageStream;
import io.github.modemqtt.session.ModemMqttClient;
import io.github.modemqtt.session.StreamEndedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/** How many messages arrive in a second. */
final class Receptions {
  private static final int BURST = 200;
  private static final int WARM_UP_BURSTS = 100;
  private static final int BURSTS = 50;
  private static final int HANDLERS = 4;
  private static final Duration SILENCE = Duration.ofSeconds(20);

  /**
   * One figure.
   *
   * @param way who takes the messages
   * @param payloadBytes how long the payload is
   * @param cost what one message takes
   * @param lost how many messages did not arrive where they should
   */
  record Rate(String way, int payloadBytes, Meter.Cost cost, long lost) {}

  private final List<Rate> rates = new ArrayList<>();
  private final ModuleChild child;

  Receptions(ModuleChild child) {
    this.child = child;
  }

  List<Rate> rates() {
    return rates;
  }

  void plain(PlainLine line, String topic, int payloadBytes) throws Exception {
    try (line) {
      PlainModule module = new PlainModule(line);
      module.connect();
      module.subscribe(topic);
      Semaphore arrived = new Semaphore(0);
      CountDownLatch measured = new CountDownLatch(1);
      Thread reader =
          new Thread(
              () -> {
                try {
                  for (int i = 0; i < (WARM_UP_BURSTS + BURSTS) * BURST; i++) {
                    module.receive();
                    arrived.release();
                  }
                  measured.await(); // a thread that has ended counts no more
                } catch (Exception e) {
                  throw new IllegalStateException(e);
                }
              },
              "plain-reader");
      reader.start();
      measure(line.name(), topic, payloadBytes, arrived, () -> 0);
      measured.countDown();
      reader.join();
    }
  }

  /** The first is called for its filter, the others for all messages. */
  void handlers(int payloadBytes, int count) throws Exception {
    String topic = "handlers/" + payloadBytes + "/" + count;
    Semaphore arrived = new Semaphore(0);
    try (ModemMqttClient client = Clients.onPty(child.module(), Clients.DEFAULT_WINDOW)) {
      LongAdder bytes = new LongAdder();
      Consumer<Message> further = message -> bytes.add(message.payloadSize());
      for (int i = 1; i < count; i++) {
        client.onMessage(further);
      }
      client.subscribe(topic, Qos.AT_MOST_ONCE, message -> arrived.release());
      String name = count == 1 ? "modemqtt, one handler" : "modemqtt, " + count + " handlers";
      measure(name, topic, payloadBytes, arrived, client::droppedMessages);
    }
  }

  void severalHandlers(int payloadBytes) throws Exception {
    handlers(payloadBytes, HANDLERS);
  }

  void stream(int payloadBytes) throws Exception {
    String topic = "stream/" + payloadBytes;
    Semaphore arrived = new Semaphore(0);
    try (ModemMqttClient client = Clients.onPty(child.module(), Clients.DEFAULT_WINDOW)) {
      MessageStream stream = client.messages(topic, Qos.AT_MOST_ONCE);
      Thread taker = new Thread(() -> takeAll(stream, arrived), "taker");
      taker.start();
      measure("modemqtt, MessageStream", topic, payloadBytes, arrived, stream::dropped);
      stream.close();
      taker.join();
    }
  }

  private static void takeAll(MessageStream stream, Semaphore arrived) {
    try {
      while (true) {
        stream.take();
        arrived.release();
      }
    } catch (StreamEndedException e) {
      arrived.drainPermits(); // the measurement is over
    }
  }

  private void measure(String name, String topic, int payloadBytes, Semaphore arrived, Lost lost)
      throws Exception {
    flow(topic, payloadBytes, arrived, WARM_UP_BURSTS);
    Meter meter = new Meter();
    meter.measure(
        () -> {
          flow(topic, payloadBytes, arrived, BURSTS);
          return (long) BURSTS * BURST;
        });
    rates.add(new Rate(name, payloadBytes, meter.cost(), lost.count()));
  }

  /** Two bursts are under way, so that the line never waits for the next one. */
  private void flow(String topic, int payloadBytes, Semaphore arrived, int bursts)
      throws Exception {
    child.push(topic, payloadBytes, BURST);
    for (int burst = 1; burst <= bursts; burst++) {
      if (burst < bursts) {
        child.push(topic, payloadBytes, BURST);
      }
      if (!arrived.tryAcquire(BURST, SILENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IllegalStateException(
            "of burst " + burst + " only " + arrived.availablePermits() + " messages came");
      }
    }
  }

  private interface Lost {
    long count();
  }
}

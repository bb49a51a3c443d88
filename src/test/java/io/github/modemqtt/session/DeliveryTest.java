package io.github.modemqtt.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.modemqtt.ModemException;
import io.github.modemqtt.at.ChannelClosedException;
import io.github.modemqtt.at.CommandRejectedException;
import io.github.modemqtt.at.CommandTimeoutException;
import io.github.modemqtt.at.FinalResult;
import io.github.modemqtt.at.ResultTimeoutException;
import io.github.modemqtt.mqtt.BrokerAddress;
import io.github.modemqtt.mqtt.ConnectOptions;
import io.github.modemqtt.mqtt.MqttFailureException;
import io.github.modemqtt.mqtt.MqttLinkState;
import io.github.modemqtt.mqtt.MqttModule;
import io.github.modemqtt.mqtt.MqttModuleListener;
import io.github.modemqtt.mqtt.OutgoingMessage;
import io.github.modemqtt.mqtt.Qos;
import io.github.modemqtt.mqtt.TopicFilter;
import io.github.modemqtt.mqtt.TopicName;
import io.github.modemqtt.testsupport.Eventually;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The delivery on a module whose every answer the test gives. */
@Timeout(30)
class DeliveryTest {
  private static final ModemException REJECTED =
      new CommandRejectedException(
          "AT+ECMTPUB",
          new FinalResult(FinalResult.Kind.CME_ERROR, "+CME ERROR: 3", OptionalInt.of(3)),
          List.of());
  private static final ModemException NO_RESULT =
      new ResultTimeoutException("AT+ECMTPUB", "+ECMTPUB", Duration.ofSeconds(1));
  private static final ModemException NO_OK =
      new CommandTimeoutException("AT+ECMTPUB", "OK", Duration.ofSeconds(1), List.of());
  private static final ModemException LINK_LOST =
      new MqttFailureException("publish", "the link was lost", "wait");

  private final RecordingClientListener listener = new RecordingClientListener();
  private final CallbackThread callbacks = new CallbackThread("delivery-test", 10);
  private final List<String> doubts = new CopyOnWriteArrayList<>();
  private final Module module = new Module();
  private Delivery delivery = delivery(OutboxOptions.DEFAULTS);

  private Delivery delivery(OutboxOptions options) {
    return new Delivery(
        options,
        3,
        new MessageIds(),
        new ClientEvents(callbacks, listener, ClientMetrics.NONE),
        doubts::add);
  }

  private void use(OutboxOptions options) {
    delivery.close();
    delivery = delivery(options);
  }

  @AfterEach
  void close() {
    delivery.close();
    callbacks.close();
  }

  private Publication publish(String payload, Qos qos) {
    return delivery.publish(
        OutgoingMessage.of(TopicName.of("t"), payload, qos), PublishOptions.DEFAULTS);
  }

  private Publication publish(String payload) {
    return publish(payload, Qos.AT_LEAST_ONCE);
  }

  private List<Publication> resultsOf(int count) {
    Eventually.holds(count + " results", () -> listener.results().size() >= count);
    CompletableFuture<Void> drained = new CompletableFuture<>();
    callbacks.execute(() -> drained.complete(null));
    Eventually.get(drained);
    return listener.results();
  }

  // ---- order ----

  @Test
  void theNextMessageIsGivenToTheModuleWhenTheOneBeforeIsAccepted() {
    delivery.start(module);
    publish("a");
    publish("b");
    assertEquals(List.of("a"), module.given());

    module.accept(0);

    assertEquals(List.of("a", "b"), module.given());
  }

  @Test
  void noMoreAreUnderWayThanTheWindowHolds() {
    delivery.start(module);
    for (String payload : List.of("a", "b", "c", "d")) {
      publish(payload);
    }
    module.accept(0);
    module.accept(1);
    module.accept(2);
    assertEquals(List.of("a", "b", "c"), module.given());

    module.acknowledge(1);

    assertEquals(List.of("a", "b", "c", "d"), module.given());
  }

  @Test
  void aMessageThatIsRefusedIsNotOvertaken() {
    delivery.start(module);
    publish("a");
    publish("b");
    module.fail(0, REJECTED);
    assertEquals(List.of("a"), module.given());
    assertEquals(1, doubts.size());

    delivery.resume();
    module.accept(1);

    assertEquals(List.of("a", "a", "b"), module.given());
  }

  @Test
  void nothingIsSentBeforeWhatIsUnderWayIsSettled() {
    delivery.start(module);
    for (String payload : List.of("a", "b", "c")) {
      publish(payload);
    }
    module.accept(0);
    module.accept(1);
    module.accept(2);
    module.fail(0, NO_RESULT);
    module.acknowledge(2);
    delivery.resume();
    assertEquals(List.of("a", "b", "c"), module.given(), "b is still under way");

    module.fail(1, NO_RESULT);
    assertEquals(List.of("a", "b", "c"), module.given(), "and was a new doubt");
    delivery.resume();
    module.accept(3);

    assertEquals(List.of("a", "b", "c", "a", "b"), module.given());
  }

  @Test
  void whatIsLeftOfTheConnectionBeforeIsSettledFirst() {
    delivery.start(module);
    publish("a");
    module.accept(0);
    delivery.pause();
    publish("b");
    Module next = new Module();
    delivery.start(next);
    assertEquals(List.of(), next.given());

    module.fail(0, LINK_LOST);
    delivery.resume();
    next.accept(0);

    assertEquals(List.of("a", "b"), next.given());
  }

  @Test
  void aPauseIsOverWhenWhatIsUnderWayHasItsEnd() {
    delivery.start(module);
    publish("a");
    publish("b");
    CompletableFuture<Void> settled = delivery.pause();
    assertFalse(settled.isDone());
    module.accept(0);
    module.acknowledge(0);

    assertTrue(settled.isDone());
    assertEquals(List.of("a"), module.given());
    assertEquals(1, delivery.depth());
  }

  // ---- results ----

  @Test
  void aMessageThatHasExpiredIsNotToldAboutAgainWhenItsAttemptEnds() {
    use(OutboxOptions.DEFAULTS.withTimeToLive(Duration.ofMillis(30)).withMaxAttempts(1));
    delivery.start(module);
    for (ModemException failure : List.of(NO_RESULT, REJECTED, LINK_LOST)) {
      int number = module.given().size();
      Publication publication = publish("a");
      assertInstanceOf(
          MessageExpiredException.class, Eventually.failure(publication.acknowledged()));
      module.accept(number);
      module.fail(number, failure);
      assertEquals(PublishStage.FAILED, publication.stage());
      delivery.resume();
    }

    assertEquals(3, resultsOf(3).size());
  }

  @Test
  void anAcknowledgementThatComesAfterTheTimeToLiveChangesNothing() {
    use(OutboxOptions.DEFAULTS.withTimeToLive(Duration.ofMillis(30)));
    delivery.start(module);
    Publication publication = publish("a");
    assertInstanceOf(MessageExpiredException.class, Eventually.failure(publication.acknowledged()));
    module.accept(0);
    module.acknowledge(0);

    assertEquals(PublishStage.FAILED, publication.stage());
    assertEquals(1, resultsOf(1).size());
  }

  @Test
  void aMessageThatWasGivenUpIsNotToldAboutAgain() {
    delivery.start(module);
    Publication publication = publish("a");
    module.accept(0);
    delivery.pause();
    delivery.giveUp(REJECTED);
    module.fail(0, new ChannelClosedException("AT+ECMTPUB", null));

    assertEquals(REJECTED, Eventually.failure(publication.acknowledged()));
    assertEquals(1, resultsOf(1).size());
  }

  @Test
  void aMessageThatHadToGoForAnotherIsTold() {
    use(OutboxOptions.DEFAULTS.withCapacity(1).withOverflow(OverflowPolicy.DROP_OLDEST));
    Publication first = publish("a");
    Publication second = publish("b");

    assertInstanceOf(MessageDroppedException.class, Eventually.failure(first.acknowledged()));
    delivery.start(module);
    module.acknowledge(0);
    Eventually.get(second.acknowledged());
    assertEquals(List.of("b"), module.given());
    assertEquals(2, resultsOf(2).size());
  }

  @Test
  void afterTheLastAttemptTheMessageIsGivenUp() {
    use(OutboxOptions.DEFAULTS.withMaxAttempts(2));
    delivery.start(module);
    Publication publication = publish("a");
    module.fail(0, REJECTED);
    delivery.resume();
    module.fail(1, REJECTED);

    assertInstanceOf(DeliveryFailedException.class, Eventually.failure(publication.acknowledged()));
    assertEquals(0, delivery.depth());
  }

  // ---- QoS 0 ----

  static List<ModemException> unsure() {
    return List.of(NO_OK, LINK_LOST, new ChannelClosedException("AT+ECMTPUB", null));
  }

  @ParameterizedTest
  @MethodSource("unsure")
  void atQosZeroWhatMayHaveBeenSentIsNotSentAgain(ModemException failure) {
    delivery.start(module);
    Publication publication = publish("a", Qos.AT_MOST_ONCE);
    module.fail(0, failure);
    delivery.resume();

    assertInstanceOf(DeliveryFailedException.class, Eventually.failure(publication.acknowledged()));
    assertEquals(List.of("a"), module.given());
  }

  @Test
  void atQosZeroWhatTheModuleHasRefusedIsSentAgain() {
    delivery.start(module);
    Publication publication = publish("a", Qos.AT_MOST_ONCE);
    module.fail(0, REJECTED);
    delivery.resume();
    module.acknowledge(1);

    Eventually.get(publication.acknowledged());
    assertEquals(List.of("a", "a"), module.given());
  }

  // ---- what the supervisor asks ----

  @Test
  void unansweredMessagesAreCountedUntilOneIsAcknowledged() {
    delivery.start(module);
    publish("a");
    publish("b");
    module.accept(0);
    module.accept(1);
    assertFalse(delivery.takeFailed());
    module.fail(0, NO_RESULT);
    assertEquals(1, delivery.unanswered());
    assertTrue(delivery.takeFailed());
    assertFalse(delivery.takeFailed());

    module.acknowledge(1);

    assertEquals(0, delivery.unanswered());
  }

  /** Keeps what it is given, and says what it is told to. */
  private static final class Module implements MqttModule {
    private record Given(String payload, Runnable onAccepted, CompletableFuture<Void> result) {}

    private final List<Given> given = new ArrayList<>();

    List<String> given() {
      return given.stream().map(Given::payload).toList();
    }

    void accept(int number) {
      given.get(number).onAccepted.run();
    }

    void acknowledge(int number) {
      given.get(number).result.complete(null);
    }

    void fail(int number, ModemException failure) {
      given.get(number).result.completeExceptionally(failure);
    }

    @Override
    public CompletableFuture<Void> publish(
        int messageId, OutgoingMessage message, Runnable onAccepted) {
      Given publish =
          new Given(
              new String(message.payload(), java.nio.charset.StandardCharsets.UTF_8),
              onAccepted,
              new CompletableFuture<>());
      given.add(publish);
      return publish.result;
    }

    @Override
    public CompletableFuture<Void> open(BrokerAddress broker, ConnectOptions options) {
      throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<Void> connect(ConnectOptions options) {
      throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<Void> subscribe(int messageId, TopicFilter filter, Qos qos) {
      throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<Void> unsubscribe(int messageId, TopicFilter filter) {
      throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<Void> disconnect() {
      throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<Void> close() {
      throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<MqttLinkState> queryState() {
      throw new UnsupportedOperationException();
    }

    @Override
    public void setListener(MqttModuleListener listener) {
      throw new UnsupportedOperationException();
    }
  }
}

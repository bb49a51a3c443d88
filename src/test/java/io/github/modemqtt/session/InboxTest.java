package io.github.modemqtt.session;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class InboxTest {
  private final Inbox inbox = new Inbox();

  private static Request request(Request.Kind kind) {
    return new Request(kind, new CompletableFuture<>());
  }

  private static Report doubt(String text) {
    return new Report.Doubt(null, text);
  }

  @Test
  void requestsAndReportsComeInTheirOrder() {
    Request first = request(Request.Kind.OPEN);
    inbox.post(first);
    inbox.post(request(Request.Kind.CONNECT));
    inbox.post(doubt("a"));
    inbox.post(doubt("b"));

    assertEquals(first, inbox.nextRequest());
    assertEquals(doubt("a"), inbox.nextReport());
    assertEquals(doubt("b"), inbox.nextReport());
    assertNull(inbox.nextReport());
    assertNotNull(inbox.nextRequest());
    assertNull(inbox.nextRequest());
  }

  @Test
  void theSameReportAgainIsOneWhileItWaits() {
    inbox.post(doubt("a"));
    inbox.post(doubt("b"));
    inbox.post(doubt("a"));

    assertEquals(doubt("a"), inbox.nextReport());
    assertEquals(doubt("b"), inbox.nextReport());
    assertNull(inbox.nextReport());
  }

  @Test
  void aFloodOfReportsBecomesADoubt() {
    for (int i = 0; i < 65; i++) {
      inbox.post(doubt("number " + i));
    }

    Report.Doubt instead = assertInstanceOf(Report.Doubt.class, inbox.nextReport());
    assertTrue(instead.evidence().contains("more reports"), instead.evidence());
    assertEquals(doubt("number 64"), inbox.nextReport());
    assertNull(inbox.nextReport());
  }

  @Test
  void tooManyRequestsAreRefusedButNotTheOnesThatEndThings() {
    for (int i = 0; i < 1000; i++) {
      assertTrue(inbox.post(request(Request.Kind.CONNECT)));
    }

    assertFalse(inbox.post(request(Request.Kind.CONNECT)));
    assertTrue(inbox.post(request(Request.Kind.CLOSE)));
    assertEquals(1001, inbox.takeRequests().size());
  }

  @Test
  void aStepIsInterruptedByARequestToEndAndNotByAnother() throws Exception {
    CountDownLatch began = new CountDownLatch(1);
    CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
    Thread stepping =
        new Thread(
            () -> {
              try {
                inbox.beginStep();
                began.countDown();
                new CountDownLatch(1).await();
              } catch (InterruptedException e) {
                inbox.endStep();
                interrupted.complete(Thread.currentThread().isInterrupted());
              }
            });
    stepping.start();
    began.await();
    inbox.post(request(Request.Kind.CONNECT));
    inbox.wake();
    inbox.post(request(Request.Kind.DISCONNECT));

    assertFalse(interrupted.get(), "nothing is left of the interrupt");
    stepping.join();
  }

  @Test
  void noStepBeginsWhileARequestToEndWaits() {
    inbox.post(request(Request.Kind.DISCONNECT));
    assertThrows(InterruptedException.class, inbox::beginStep);

    inbox.nextRequest();

    assertDoesNotThrow(inbox::beginStep);
    inbox.endStep();
  }

  @Test
  void waitingEndsWithNewsOrWithTheTime() {
    inbox.await(1);
    inbox.wake();
    inbox.await(Inbox.forever());
    inbox.post(doubt("a"));
    inbox.await(Inbox.forever());
    inbox.nextReport();
    inbox.post(request(Request.Kind.OPEN));
    inbox.await(Inbox.forever());

    assertNotNull(inbox.nextRequest());
  }
}

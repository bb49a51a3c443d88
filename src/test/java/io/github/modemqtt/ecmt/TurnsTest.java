package io.github.modemqtt.ecmt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.modemqtt.at.QueueFullException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Steps one after the other. */
@Timeout(30)
class TurnsTest {
  private static final int CAPACITY = 4096;

  private final Turns turns = new Turns();
  private final List<Integer> run = new ArrayList<>();

  private CompletableFuture<?> step(int number) {
    run.add(number);
    return Steps.completed();
  }

  @Test
  void asManyAsFitWaitForAStepAndRunInOrderThen() {
    CompletableFuture<Void> first = new CompletableFuture<>();
    turns.take("first", () -> first);
    IntStream.range(0, CAPACITY).forEach(i -> turns.take("step", () -> step(i)));

    assertThrows(QueueFullException.class, () -> turns.take("one more", () -> step(-1)));
    assertEquals(List.of(), run);
    first.complete(Steps.done());
    assertEquals(IntStream.range(0, CAPACITY).boxed().toList(), run);
  }

  @Test
  void aStepThatFailsOrThrowsLetsTheNextOneRun() {
    turns.take("failing", () -> CompletableFuture.failedFuture(new IllegalStateException()));
    turns.take(
        "throwing",
        () -> {
          throw new IllegalStateException("from the test");
        });
    turns.take("next", () -> step(1));

    assertEquals(List.of(1), run);
  }
}

package io.github.modemqtt.testing;

import io.github.modemqtt.at.AtChannel;
import io.github.modemqtt.session.ModemMqttClient;
import io.github.modemqtt.transcript.ReplayMismatchException;
import io.github.modemqtt.transcript.ReplayTransport;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.opentest4j.AssertionFailedError;

/** Does what {@link Transcript} says; registered by that annotation. */
public final class TranscriptExtension
    implements BeforeEachCallback,
        AfterEachCallback,
        ParameterResolver,
        TestExecutionExceptionHandler {
  private static final ExtensionContext.Namespace NAMESPACE =
      ExtensionContext.Namespace.create(TranscriptExtension.class);
  private static final Set<Class<?>> TYPES =
      Set.of(ModemMqttClient.class, AtChannel.class, ReplayTransport.class);

  /** Makes the extension. */
  public TranscriptExtension() {}

  @Override
  public void beforeEach(ExtensionContext context) {
    Transcript annotation = TestAnnotations.find(context, Transcript.class).orElseThrow();
    TranscriptSource source =
        TranscriptSource.find(annotation.value(), context.getRequiredTestClass());
    store(context)
        .put(Replay.class, new Replay(source, TestAnnotations.newSetup(annotation.setup())));
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return TestAnnotations.isForOneTest(parameter, context, TYPES);
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Replay replay = replay(context).orElseThrow();
    Class<?> type = parameter.getParameter().getType();
    if (type == ModemMqttClient.class) {
      return replay.client();
    }
    return type == AtChannel.class ? replay.channel() : replay.line();
  }

  /** What the test has failed with is mostly a consequence, and says less than its cause. */
  @Override
  public void handleTestExecutionException(ExtensionContext context, Throwable failure)
      throws Throwable {
    Optional<ReplayMismatchException> deviation =
        replay(context).flatMap(replay -> replay.line().deviation());
    if (deviation.isEmpty()) {
      throw failure;
    }
    store(context).put(ReplayMismatchException.class, "told");
    AssertionFailedError told = failed(deviation.get());
    if (failure != deviation.get()) {
      told.addSuppressed(failure);
    }
    throw told;
  }

  @Override
  public void afterEach(ExtensionContext context) {
    Replay replay = replay(context).orElse(null);
    if (replay == null) {
      return;
    }
    boolean told = store(context).get(ReplayMismatchException.class) != null;
    try {
      if (!told && !TestAnnotations.wasAborted(context)) {
        replay.line().verifyComplete();
      }
    } catch (ReplayMismatchException e) {
      throw failed(e);
    } finally {
      replay.close();
    }
  }

  private static AssertionFailedError failed(ReplayMismatchException mismatch) {
    return new AssertionFailedError(
        mismatch.getMessage(), mismatch.expected(), mismatch.got(), mismatch);
  }

  private static Optional<Replay> replay(ExtensionContext context) {
    return Optional.ofNullable(store(context).get(Replay.class, Replay.class));
  }

  private static ExtensionContext.Store store(ExtensionContext context) {
    return context.getStore(NAMESPACE);
  }
}

package io.github.modemqtt.testing;

import java.lang.annotation.Annotation;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.ReflectionSupport;
import org.opentest4j.TestAbortedException;

/** What both extensions ask JUnit. */
final class TestAnnotations {
  private TestAnnotations() {}

  /** The annotation of a test: its method's, or else that of the nearest class around it. */
  static <A extends Annotation> Optional<A> find(ExtensionContext context, Class<A> type) {
    Optional<A> found =
        context.getTestMethod().flatMap(method -> AnnotationSupport.findAnnotation(method, type));
    Class<?> around = context.getTestClass().orElse(null);
    while (found.isEmpty() && around != null) {
      found = AnnotationSupport.findAnnotation(around, type);
      around = around.getEnclosingClass();
    }
    return found;
  }

  /** Whether a parameter has one of the types and belongs to one test, not to all of a class. */
  static boolean isForOneTest(
      ParameterContext parameter, ExtensionContext context, Set<Class<?>> types) {
    return context.getTestMethod().isPresent()
        && types.contains(parameter.getParameter().getType());
  }

  /** A test that stopped because it does not apply is not to blame for what it has not done. */
  static boolean wasAborted(ExtensionContext context) {
    return context
        .getExecutionException()
        .filter(TestAbortedException.class::isInstance)
        .isPresent();
  }

  static ModuleSetup newSetup(Class<? extends ModuleSetup> type) {
    return ReflectionSupport.newInstance(type);
  }
}

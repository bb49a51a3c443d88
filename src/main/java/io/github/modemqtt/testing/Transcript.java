package io.github.modemqtt.testing;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives a test a line on which a recorded session is replayed, and fails it where it deviates.
 *
 * <pre>
 * &#64;Test
 * &#64;Transcript("connect-publish.transcript")
 * void connectsAndPublishes(ModemMqttClient client) {
 *   client.open();
 *   ...
 * }
 * </pre>
 *
 * <p>The test fails at the first byte that the program sends and the transcript does not have
 * there, with both beside each other; and at its end if steps of the transcript were not played.
 * The transcript is replayed without its times.
 *
 * <p><b>Parameters</b> of the test method, and of {@code @BeforeEach} and {@code @AfterEach}
 * methods; ask for one of the first two at most:
 *
 * <ul>
 *   <li>{@link io.github.modemqtt.session.ModemMqttClient}: not yet opened. Broker, client id, user
 *       name, keep alive, session, version and will are those that the transcript's host has sent;
 *       a password that the recording hides is another one of its length. {@link #setup} can change
 *       them.
 *   <li>{@link io.github.modemqtt.at.AtChannel}: open.
 *   <li>{@link io.github.modemqtt.transcript.ReplayTransport}: the line itself, opened by whoever
 *       asks for one of the others.
 * </ul>
 *
 * <p>Everything is closed after each test; what the client sends for its own closing at that time
 * does not count. On a class the annotation is for each test method in it, in nested classes as
 * well; one on the method or nested class goes before it. Tests may run in parallel.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Documented
@ExtendWith(TranscriptExtension.class)
public @interface Transcript {
  /**
   * The transcript.
   *
   * @return the name of a resource beside the test class, or else of one at the root of the class
   *     path, or else of a file
   */
  String value();

  /**
   * What is special about the client.
   *
   * @return a class with a constructor without parameters; only {@link ModuleSetup#client} is used
   */
  Class<? extends ModuleSetup> setup() default ModuleSetup.None.class;
}

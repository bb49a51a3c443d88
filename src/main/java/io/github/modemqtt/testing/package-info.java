/**
 * For the tests of programs that use this library: three ways to a module without a module.
 *
 * <pre>
 * MockModem         says what the test tells it to; no JUnit, no broker, no thread
 * &#64;Transcript       a recorded session takes the module's place
 * &#64;EmulatedModule   the module in software, with a broker of its own, and its audit
 * </pre>
 *
 * <p>The two annotations are extensions of JUnit Jupiter 5 or 6, an optional dependency that only
 * they need. {@code @EmulatedModule} also needs {@code org.apache.artemis:artemis-mqtt-protocol}
 * and {@code io.netty:netty-codec-mqtt} on the class path. Nothing here waits for real time that it
 * need not wait for, so that a test of a connection takes some milliseconds.
 */
@NullMarked
package io.github.modemqtt.testing;

import org.jspecify.annotations.NullMarked;

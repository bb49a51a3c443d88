/**
 * A broker in the same process, for the demonstration and for tests without an installed broker.
 *
 * <p>It is Apache ActiveMQ Artemis behind a small face. Artemis is made for the class path only, so
 * this package is not exported by the module descriptor: use it from the class path, with {@code
 * org.apache.artemis:artemis-mqtt-protocol} beside this library. It stands alone: nothing else in
 * the library needs a broker, and no other package knows Artemis.
 */
@NullMarked
package io.github.modemqtt.broker;

import org.jspecify.annotations.NullMarked;

/**
 * The client that applications use: {@link io.github.modemqtt.session.ModemMqttClient}.
 *
 * <p>It opens the line, brings the module up, opens and connects, and then subscribes and
 * publishes, with message ids, an in-flight window, handlers on a thread of their own, and
 * subscriptions that come back after the module has reconnected.
 */
@NullMarked
package io.github.modemqtt.session;

import org.jspecify.annotations.NullMarked;

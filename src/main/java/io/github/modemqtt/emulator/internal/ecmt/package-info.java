/**
 * The module's MQTT client: the ECMT commands, their URCs and the state machine behind them.
 *
 * <p>It keeps the firmware's habits: one context, no acknowledgement time-outs, an automatic
 * reconnect that does not subscribe again, settings that are lost with the context.
 */
@NullMarked
package io.github.modemqtt.emulator.internal.ecmt;

import org.jspecify.annotations.NullMarked;

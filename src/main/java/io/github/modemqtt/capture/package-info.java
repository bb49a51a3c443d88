/**
 * What a module said, read afterwards: bytes of a capture to events, without a channel or a clock.
 *
 * <p>{@link io.github.modemqtt.capture.CaptureDecoder} is the AT channel's view of a line without
 * what arms it: nobody knows which command was running, so a line is what it looks like. It follows
 * the same rule for received messages, and marks what can be read in another way.
 */
@NullMarked
package io.github.modemqtt.capture;

import org.jspecify.annotations.NullMarked;

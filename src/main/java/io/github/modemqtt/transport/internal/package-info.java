/** What the transports share inside: the life of a line, and deadlines. Not for users. */
@NullMarked
package io.github.modemqtt.transport.internal;

import org.jspecify.annotations.NullMarked;

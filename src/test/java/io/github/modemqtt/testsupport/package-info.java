/** What the tests of several packages share: installed brokers and raw clients. */
@NullMarked
package io.github.modemqtt.testsupport;

import org.jspecify.annotations.NullMarked;

// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
/** Messages leave for people: by e-mail, by signed requests, and as tasks of people. */
@NullMarked
package io.perenne.server.channel;

import org.jspecify.annotations.NullMarked;

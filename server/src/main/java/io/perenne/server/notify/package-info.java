// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
/** Tells people and programs what needs somebody: by e-mail and by signed requests. */
@NullMarked
package io.perenne.server.notify;

import org.jspecify.annotations.NullMarked;

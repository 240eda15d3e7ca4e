// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
/** People who may be known twice: looked for, and suggested to somebody who decides. */
@NullMarked
package io.perenne.server.live.linkage;

import org.jspecify.annotations.NullMarked;

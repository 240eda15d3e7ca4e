// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
/** Where the options of a server come from: command line, environment, file. */
@NullMarked
package io.perenne.server.options;

import org.jspecify.annotations.NullMarked;

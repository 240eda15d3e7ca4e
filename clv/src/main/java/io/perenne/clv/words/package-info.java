// Copyright the Perenne authors. SPDX-License-Identifier: Apache-2.0
/**
 * What a person reads: languages, messages by key with arguments, templates and numbers as a
 * language writes them.
 */
@NullMarked
package io.perenne.clv.words;

import org.jspecify.annotations.NullMarked;

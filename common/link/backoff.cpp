// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/link/backoff.h"

#include <QRandomGenerator>

#include <algorithm>

namespace cid {

using std::chrono::milliseconds;

RandomSource systemRandom()
{
    return [] { return QRandomGenerator::global()->generateDouble(); };
}

Backoff::Backoff(Range range, RandomSource random)
    : m_range(range)
    , m_random(std::move(random))
{ }

milliseconds Backoff::next()
{
    milliseconds ceiling = std::min(m_range.first, m_range.longest);
    for (int i = 0; i < m_tries && ceiling < m_range.longest; ++i)
        ceiling = std::min(ceiling * 2, m_range.longest);
    ++m_tries;
    const auto span = static_cast<double>(std::max(ceiling - m_range.shortest, milliseconds(0)).count());
    return m_range.shortest + milliseconds(static_cast<qint64>(span * m_random()));
}

} // namespace cid

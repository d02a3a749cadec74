// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/metrics/open_metrics.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace cid {

namespace {

const char *kindName(OpenMetrics::Kind kind)
{
    switch (kind) {
    case OpenMetrics::Kind::Gauge:
        return "gauge";
    case OpenMetrics::Kind::Counter:
        return "counter";
    case OpenMetrics::Kind::Histogram:
        break;
    }
    return "histogram";
}

constexpr double longestPlain = 1e15;

QByteArray numberText(double value)
{
    if (std::isinf(value))
        return value > 0 ? "+Inf" : "-Inf";
    std::array<char, 64> text{};
    // The shortest that reads back as the same number, whatever the locale; an exponent only where it is needed.
    const bool isLong = std::abs(value) >= longestPlain || (value != 0 && std::abs(value) < 1 / longestPlain);
    const auto format = isLong ? std::chars_format::scientific : std::chars_format::fixed;
    const auto end = std::to_chars(text.data(), text.data() + text.size(), value, format);
    return QByteArray(text.data(), end.ptr - text.data());
}

// What nodes say of themselves may stand in a label.
QByteArray escaped(const QString &value)
{
    QByteArray text = value.toUtf8();
    text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
    return text;
}

} // namespace

void Histogram::add(double seconds)
{
    const auto bound = std::lower_bound(m_bounds.begin(), m_bounds.end(), seconds);
    ++m_counts[static_cast<size_t>(bound - m_bounds.begin())];
    m_sum += seconds;
}

void OpenMetrics::family(Kind kind, const char *name, const char *help, const char *unit)
{
    m_name = name;
    m_kind = kind;
    m_text += "# TYPE " + m_name + ' ' + kindName(kind) + '\n';
    if (*unit)
        m_text += "# UNIT " + m_name + ' ' + unit + '\n';
    m_text += "# HELP " + m_name + ' ' + help + '\n';
}

void OpenMetrics::line(const char *ending, double value, const std::vector<Label> &labels)
{
    m_text += m_name + ending;
    char separator = '{';
    for (const auto &[key, text] : labels) {
        m_text += separator + QByteArray(key) + "=\"" + escaped(text) + '"';
        separator = ',';
    }
    if (!labels.empty())
        m_text += '}';
    m_text += ' ' + numberText(value) + '\n';
}

void OpenMetrics::sample(double value, const std::vector<Label> &labels)
{
    line(m_kind == Kind::Counter ? "_total" : "", value, labels);
}

void OpenMetrics::sample(const Histogram &histogram, const std::vector<Label> &labels)
{
    std::vector<Label> all = labels;
    all.emplace_back("le", QString());
    qint64 sum = 0;
    for (size_t i = 0; i < histogram.counts().size(); ++i) {
        sum += histogram.counts()[i];
        all.back().second = i < histogram.bounds().size() ? QString::fromLatin1(numberText(histogram.bounds()[i]))
                                                          : QStringLiteral("+Inf");
        line("_bucket", static_cast<double>(sum), all);
    }
    line("_count", static_cast<double>(sum), labels);
    line("_sum", histogram.sum(), labels);
}

} // namespace cid

// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/widgets/theme.h"

#include <QApplication>
#include <QProxyStyle>

namespace cid {

using namespace Qt::StringLiterals;

namespace {

constexpr double quietShare = 0.38;
constexpr float veilShare = 0.55F;

struct Shades
{
    QRgb window;
    QRgb base;
    QRgb alternate;
    QRgb button;
    QRgb text;
    QRgb faint;
    QRgb highlight;
    QRgb link;
    QRgb line;
};

constexpr Shades lightShades{0xfff4f5f7, 0xffffffff, 0xfff8f9fb, 0xfffafbfc, 0xff1c2230,
                             0xff9aa1ad, 0xff2f6fc4, 0xff1f5fb5, 0xffc9ced8};
constexpr Shades darkShades{0xff1f2228, 0xff17191e, 0xff1b1e24, 0xff2a2e36, 0xffe4e7ec,
                            0xff6d7480, 0xff3a7bd5, 0xff79b0f5, 0xff0e1014};

/// Fusion without the icons that a desktop puts on dialog buttons: they are of another set than ours.
class ConsoleStyle final : public QProxyStyle
{
public:
    ConsoleStyle()
        : QProxyStyle(u"Fusion"_s)
    { }

    int styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                  QStyleHintReturn *data) const override
    {
        return hint == SH_DialogButtonBox_ButtonsHaveIcons ? 0 : QProxyStyle::styleHint(hint, option, widget, data);
    }
};

QPalette paletteOf(const Shades &shades)
{
    QPalette palette(QColor::fromRgba(shades.button), QColor::fromRgba(shades.window));
    const auto set = [&palette](QPalette::ColorRole role, QRgb colour) {
        palette.setColor(role, QColor::fromRgba(colour));
    };
    for (const QPalette::ColorRole role :
         {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::ToolTipText, QPalette::BrightText})
        set(role, shades.text);
    set(QPalette::Window, shades.window);
    set(QPalette::Base, shades.base);
    set(QPalette::AlternateBase, shades.alternate);
    set(QPalette::Button, shades.button);
    set(QPalette::ToolTipBase, shades.button);
    set(QPalette::Highlight, shades.highlight);
    set(QPalette::HighlightedText, 0xffffffff);
    set(QPalette::Link, shades.link);
    set(QPalette::PlaceholderText, shades.faint);
    set(QPalette::Mid, shades.line);
    set(QPalette::Dark, shades.line);
    set(QPalette::Midlight, shades.alternate);
    for (const QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, QColor::fromRgba(shades.faint));
    palette.setColor(QPalette::Inactive, QPalette::Highlight,
                     mixed(QColor::fromRgba(shades.highlight), QColor::fromRgba(shades.base), 0.35));
    return palette;
}

} // namespace

QString appearanceName(Appearance appearance)
{
    switch (appearance) {
    case Appearance::Light:
        return u"light"_s;
    case Appearance::Dark:
        return u"dark"_s;
    default:
        return u"system"_s;
    }
}

Appearance appearanceFromName(const QString &name)
{
    return name == "light"_L1 ? Appearance::Light : name == "dark"_L1 ? Appearance::Dark : Appearance::System;
}

void applyAppearance(QApplication &application, Appearance appearance)
{
    // One style everywhere: what the screenshots show is what people get.
    if (!dynamic_cast<ConsoleStyle *>(QApplication::style()))
        QApplication::setStyle(new ConsoleStyle);
    // Qt 6.4 knows no colour scheme: what the platform's own palette looks like says which it is.
    static const bool systemIsDark = isDark(QApplication::palette());
    const bool wantsDark = appearance == Appearance::Dark || (appearance == Appearance::System && systemIsDark);
    application.setPalette(paletteOf(wantsDark ? darkShades : lightShades));
}

bool isDark(const QPalette &palette)
{
    return palette.color(QPalette::WindowText).lightness() > palette.color(QPalette::Window).lightness();
}

QColor accentColour(Accent accent, const QPalette &palette)
{
    const bool dark = isDark(palette);
    switch (accent) {
    case Accent::Good:
        return QColor::fromRgb(dark ? 0x4cc38a : 0x1f8a54);
    case Accent::Busy:
        return QColor::fromRgb(dark ? 0x5aa2f0 : 0x2a6fc9);
    case Accent::Waiting:
        return QColor::fromRgb(dark ? 0xe8b04a : 0xb27508);
    case Accent::Bad:
        return QColor::fromRgb(dark ? 0xf06a63 : 0xcc3b34);
    case Accent::Lost:
        return QColor::fromRgb(dark ? 0xb08ae0 : 0x7d52b8);
    default:
        return QColor::fromRgb(dark ? 0x7b8492 : 0x8a93a2);
    }
}

QColor mixed(const QColor &a, const QColor &b, double share)
{
    const auto part = [share](float x, float y) { return static_cast<float>(x + (y - x) * share); };
    return QColor::fromRgbF(part(a.redF(), b.redF()), part(a.greenF(), b.greenF()), part(a.blueF(), b.blueF()));
}

QColor veil(const QPalette &palette)
{
    QColor colour = palette.color(QPalette::Base);
    colour.setAlphaF(veilShare);
    return colour;
}

QColor quietText(const QPalette &palette)
{
    return mixed(palette.color(QPalette::Text), palette.color(QPalette::Base), quietShare);
}

} // namespace cid

using System.Globalization;
using System.Xml.Linq;
using Campaigns.Web.Features.Shared;

namespace Campaigns.Web.Features.Embedding;

/// <summary>A card as SVG: name above, headline as large as it fits, count on a band of the brand's colour below.</summary>
internal sealed class CardDrawing
{
    private const string HeadlineId = "headline", LineId = "line", NameId = "name";
    private const int Margin = 80, RoomWide = ShareCard.Width - 2 * Margin, NameInset = 76, FigureInset = 76, NameSize = 36, LineSize = 42, Top = 168, RoomHigh = 312, BandHigh = 126, Largest = 88, Smallest = 34;
    private const double LineHigh = 1.26;
    private const string Ink = "#12191b", Fonts = "Noto Sans, DejaVu Sans, sans-serif";
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    private readonly ShareCard _card;
    private readonly bool _isRightToLeft;
    private readonly List<string> _lines;
    private readonly double _size;
    private readonly string _line, _name;

    public CardDrawing(ShareCard card)
    {
        _card = card;
        _isRightToLeft = CultureInfo.GetCultureInfo(card.Language).TextInfo.IsRightToLeft;
        (_lines, _size) = Fit(CardText.Of(card.Headline));
        (_line, _name) = (CardText.Of(card.Line ?? ""), CardText.Of(card.Organisation));
    }

    public IReadOnlyList<string> Lines => _lines;
    public double Size => _size;

    private bool IsFigure => _line.Length > 0 && !_line.Any(char.IsLetter);

    /// <summary>Ids of the parts to be measured with the real fonts, and their room in pixels: the headline fills its room, the others rarely.</summary>
    public IEnumerable<(string Id, int Room)> PerhapsTooWide()
    {
        yield return (HeadlineId, RoomWide);
        if (CardLines.WidthOf(_line) * LineSize > RoomWide * 0.75) yield return (LineId, RoomWide);
        if (CardLines.WidthOf(_name) * NameSize > RoomWide * 0.75) yield return (NameId, RoomWide - NameInset);
    }

    /// <param name="shrink">Id to factor below 1, for what the fonts made wider than its room.</param>
    public string ToSvg(IReadOnlyDictionary<string, double> shrink)
    {
        var (size, high) = (_size * Factor(HeadlineId), _size * Factor(HeadlineId) * LineHigh);
        var first = Top + (RoomHigh - high * _lines.Count) / 2 + high * 0.76;
        var bandTop = ShareCard.Height - BandHigh;
        return new XElement(Svg + "svg",
            new XAttribute("width", ShareCard.Width), new XAttribute("height", ShareCard.Height), new XAttribute("viewBox", $"0 0 {ShareCard.Width} {ShareCard.Height}"),
            new XAttribute(XNamespace.Xml + "lang", _card.Language), new XAttribute("font-family", Fonts),
            Box(0, 0, ShareCard.Width, ShareCard.Height, "#ffffff"),
            Box(0, bandTop, ShareCard.Width, BandHigh, _card.Colour),
            Box(_isRightToLeft ? ShareCard.Width - Margin - 52 : Margin, 72, 52, 52, _card.Colour),
            new XElement(Svg + "circle", new XAttribute("cx", _isRightToLeft ? ShareCard.Width - Margin - 26 : Margin + 26), new XAttribute("cy", 98), new XAttribute("r", 11), new XAttribute("fill", OnColour)),
            Text(NameId, [_name], NameSize * Factor(NameId), 111, 0, Ink, 600, NameInset),
            Text(HeadlineId, _lines, size, first, high, Ink, 800),
            IsFigure ? People(bandTop) : null,
            Text(LineId, [_line], LineSize * Factor(LineId), bandTop + 78, 0, OnColour, 700, IsFigure ? FigureInset : 0)).ToString(SaveOptions.DisableFormatting);

        double Factor(string id) => shrink.GetValueOrDefault(id, 1);
    }

    /// <summary>The largest letters with which all lines find room, as far as one can tell without the fonts. What fits at no size ends in "…".</summary>
    private static (List<string> Lines, double Size) Fit(string headline)
    {
        for (var size = Largest; size >= Smallest; size -= 6)
            if (CardLines.BreakEvenly(headline, RoomWide / (double)size) is var lines && lines.Count * size * LineHigh <= RoomHigh) return (lines, size);
        var most = (int)(RoomHigh / (Smallest * LineHigh));
        var cut = CardLines.Break(headline, RoomWide / (double)Smallest - 1).Take(most).ToList();
        cut[^1] += "…";
        return (cut, Smallest);
    }

    private XElement Text(string id, IReadOnlyList<string> lines, double size, double first, double step, string colour, int weight, int inset = 0) => new(Svg + "g",
        new XAttribute("id", id), new XAttribute("fill", colour), new XAttribute("font-size", Number(size)), new XAttribute("font-weight", weight),
        lines.Select((line, at) => new XElement(Svg + "text",
            new XAttribute("x", _isRightToLeft ? ShareCard.Width - Margin - inset : Margin + inset), new XAttribute("y", Number(first + at * step)),
            _isRightToLeft ? new XAttribute("direction", "rtl") : null, line)));

    /// <summary>A head and shoulders: says of a figure without words that it counts people.</summary>
    private XElement People(int bandTop)
    {
        var x = _isRightToLeft ? ShareCard.Width - Margin - 28 : Margin + 28;
        return new XElement(Svg + "path", new XAttribute("fill", OnColour), new XAttribute("transform", $"translate({x} {bandTop + 63})"),
            new XAttribute("d", "M0 -27a13 13 0 1 1 0 26a13 13 0 1 1 0 -26z M-26 27c0 -34 52 -34 52 0z"));
    }

    private static XElement Box(int x, int y, int width, int height, string colour) =>
        new(Svg + "rect", new XAttribute("x", x), new XAttribute("y", y), new XAttribute("width", width), new XAttribute("height", height), new XAttribute("fill", colour));

    /// <summary>White, or ink where the brand's colour is too light for white letters: whichever contrasts more.</summary>
    private string OnColour => Luminance(_card.Colour) > 0.179 ? Ink : "#ffffff";

    private static double Luminance(string colour)
    {
        return 0.2126 * Part(1) + 0.7152 * Part(3) + 0.0722 * Part(5);

        double Part(int at)
        {
            var value = int.Parse(colour.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0;
            return value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
        }
    }

    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}

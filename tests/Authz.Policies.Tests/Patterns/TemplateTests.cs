using Authz.Policies.Patterns;

namespace Authz.Policies.Tests.Patterns;

public sealed class TemplateTests
{
    private const TemplateSyntax All = TemplateSyntax.Wildcards | TemplateSyntax.Variables;

    [Theory]
    [InlineData("", "")]
    [InlineData("abc", "abc")]
    [InlineData("a*b?c", "a|AnyRun|b|AnyOne|c")]
    [InlineData("a***b", "a|AnyRun|b")]
    [InlineData("*?*", "AnyRun|AnyOne|AnyRun")]
    [InlineData("home/${aws:username}/*", "home/|<aws:username>|/|AnyRun")]
    [InlineData("${aws:PrincipalTag/team, 'none'}", "<aws:PrincipalTag/team=none>")]
    [InlineData("${a:b, '*'}", "<a:b=*>")]
    [InlineData("${a:b, ' '}", "<a:b= >")]
    [InlineData("a${*}b${?}${$}", "a*b?$")] // W13
    [InlineData("${$}{aws:username}", "${aws:username}")]
    [InlineData("$", "$")]
    [InlineData("a$b}", "a$b}")]
    [InlineData("\\*", "\\|AnyRun")] // W13: no backslash escape
    public void Is_cut_into_parts(string text, string expected)
    {
        Assert.True(Template.TryParse(text, All, out Template? template, out var fault));
        Assert.Null(fault);
        Assert.Equal(expected, string.Join("|", template.Parts.Select(Show)));
        Assert.Equal(text, template.ToString());
    }

    [Theory]
    [InlineData("${")]
    [InlineData("${aws:username")]
    [InlineData("${}")] // V9
    [InlineData("${ }")]
    [InlineData("${aws: username}")]
    [InlineData("${ aws:username}")]
    [InlineData("${username}")]
    [InlineData("${:x}")]
    [InlineData("${aws:}")]
    [InlineData("${aws:a*}")]
    [InlineData("${**}")]
    [InlineData("${a:b,'x'}")] // V5: comma, space, single quotes
    [InlineData("${a:b'x'}")]
    [InlineData("${a:b, x}")]
    [InlineData("${a:b, \"x\"}")]
    [InlineData("${a:b, 'x}")]
    [InlineData("${a:b, '}")]
    [InlineData("${a:b, 'x'y'}")]
    [InlineData("${a:${b:c}}")]
    public void Faulty_variables_are_refused(string text)
    {
        Assert.False(Template.TryParse(text, All, out Template? template, out var fault));
        Assert.Null(template);
        Assert.Contains('`', fault!);
        Assert.False(fault!.EndsWith('.'));
    }

    [Fact]
    public void Plain_text_stands_for_itself()
    {
        Assert.True(Template.TryParse("*?${aws:username}${", TemplateSyntax.Plain, out Template? template, out _));
        Assert.Equal("*?${aws:username}${", template.Literal);
    }

    [Fact]
    public void Without_variables_only_wildcards_mean_something() // G10
    {
        Assert.True(Template.TryParse("${*}", TemplateSyntax.Wildcards, out Template? template, out _));
        Assert.Equal("${|AnyRun|}", string.Join("|", template.Parts.Select(Show)));
        Assert.True(template.HasWildcards);
        Assert.False(template.HasVariables);
    }

    [Fact]
    public void A_literal_of_nothing_is_the_empty_text()
    {
        Assert.Equal("", Template.OfLiteral("").Literal);
        Assert.Empty(Template.OfLiteral("").Parts);
        Assert.Equal("*", Template.OfLiteral("*").Literal);
    }

    private static string Show(TemplatePart part) => part.Kind switch
    {
        TemplatePartKind.Literal => part.Text,
        TemplatePartKind.Variable => part.Default is null ? $"<{part.Text}>" : $"<{part.Text}={part.Default}>",
        _ => part.Kind.ToString(),
    };
}

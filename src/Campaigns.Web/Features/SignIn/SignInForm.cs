namespace Campaigns.Web.Features.SignIn;

public sealed class SignInForm
{
    public string? Email { get; set; }
    public string? Password { get; set; }
    /// <summary>Where to go afterwards; anything but a path of this site is ignored.</summary>
    public string? ReturnUrl { get; set; }
}

public sealed class CodeForm
{
    /// <summary>Six digits, or a recovery code.</summary>
    public string? Code { get; set; }
    public string? ReturnUrl { get; set; }
}

public sealed class PasskeyAnswer
{
    /// <summary>What the browser made of the device's answer, as JSON.</summary>
    public string? Credential { get; set; }
    public string? ReturnUrl { get; set; }
}

public sealed record SignInPage
{
    public string? Email { get; init; }
    public required string? ReturnUrl { get; init; }
    public string? Problem { get; init; }
    /// <summary>Comes from the page where it was chosen.</summary>
    public bool HasNewPassword { get; init; }
    /// <summary>The second step may be a code of an app.</summary>
    public bool HasApp { get; init; }
}
